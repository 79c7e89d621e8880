namespace HelloRetail.Scenario;

/// <summary>What a caller got: the status, the body's text, and the id under which the shop's developer finds the activation.</summary>
public sealed record Answer(int Status, string Body, string? Activation);
