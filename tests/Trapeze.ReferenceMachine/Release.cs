namespace Trapeze.ReferenceMachine;

/// <summary>What a declassifier let through in one step. The only thing of a hidden step that somebody below may learn of.</summary>
/// <param name="Declassifier">Which one.</param>
/// <param name="Value">The released value.</param>
/// <param name="Sink">Into a channel, table or event.</param>
/// <param name="Subject">Which one.</param>
public sealed record Release(int Declassifier, int Value, Sinks Sink, int Subject);
