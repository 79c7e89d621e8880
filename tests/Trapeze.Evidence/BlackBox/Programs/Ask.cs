using System.Collections.Immutable;

namespace Trapeze.Evidence.BlackBox.Programs;

/// <summary>One request: who sends it, to which function, and what that then does.</summary>
/// <param name="Who">The caller; empty for nobody in particular.</param>
/// <param name="Function">The function's route; or a kind of request that starts none.</param>
/// <param name="Program">What the handler does.</param>
internal sealed record Ask(Principal Who, string Function, ImmutableArray<Instruction> Program)
{
    internal string Method { get; init; } = "POST";

    /// <summary>Over HTTP/2, where replies have trailers.</summary>
    internal bool IsHttp2 { get; init; }

    public override string ToString() => $"{Who} {Method} /{Function}{(IsHttp2 ? " (HTTP/2)" : "")}: {Instruction.Show(Program)}";
}
