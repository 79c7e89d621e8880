namespace Trapeze.Shim.Audit;

/// <summary>One decision of the monitor, as the audit log keeps it.</summary>
/// <param name="Time">When.</param>
/// <param name="Activation">The activation's id: the value of the reply's <c>Trapeze-Activation</c> header.</param>
/// <param name="Function">The policy's name of the function.</param>
/// <param name="Rule">The rule of semantics §2.</param>
/// <param name="Reason">Why it was refused; <see langword="null"/> if it was allowed.</param>
/// <param name="Label">The canonical text of the activation's label at the decision, which is the entry's own.</param>
/// <param name="Subject">The policy's name of the channel, function, declassifier or profile, if any.</param>
/// <param name="Target">The canonical text of the label asked for, if any.</param>
/// <param name="Sink">What a declassifier was asked to release into, if any.</param>
/// <param name="Detail">What a confined program was refused, or the limit that it met, if any.</param>
public sealed record AuditEntry(
    DateTimeOffset Time, string Activation, string Function, string Rule, string? Reason, string Label, string? Subject, string? Target, string? Sink, string? Detail);
