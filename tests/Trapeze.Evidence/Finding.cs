namespace Trapeze.Evidence;

/// <summary>Something that the semantics does not allow, and how to see it again.</summary>
/// <param name="Level">Who found it.</param>
/// <param name="Seed">The search's seed.</param>
/// <param name="Case">Which of its cases, counted from 0.</param>
/// <param name="Text">What was seen, and what should have been, for people.</param>
public sealed record Finding(string Level, ulong Seed, long Case, string Text)
{
    /// <summary>The text, with what replays it.</summary>
    public override string ToString() => $"{Level}: case {Case} of TRAPEZE_SEED={Seed}\n{Text}";
}
