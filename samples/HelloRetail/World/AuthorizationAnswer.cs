namespace HelloRetail.World;

/// <summary>What the card company answers: more than the shop's client may ever learn.</summary>
public sealed record AuthorizationAnswer(bool Approved, string Code, int RiskScore, string Remark);
