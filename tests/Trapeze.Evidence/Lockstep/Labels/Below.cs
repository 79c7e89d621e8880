namespace Trapeze.Evidence.Lockstep.Labels;

/// <summary>One declared step of an order.</summary>
/// <param name="Kind">The lower kind.</param>
/// <param name="SameMember">Whether only the member of the same name is meant; otherwise every one is.</param>
internal sealed record Below(string Kind, bool SameMember);
