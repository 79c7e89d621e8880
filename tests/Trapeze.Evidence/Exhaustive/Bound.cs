namespace Trapeze.Evidence.Exhaustive;

/// <summary>How small is small.</summary>
/// <param name="Values">Values that are written: 0 up to this, not included; registers hold these, and absent.</param>
/// <param name="Writes">Writes and deletes on the key that is acted on.</param>
/// <param name="OtherWrites">Writes and deletes on the other key.</param>
/// <param name="Everything">Whether every register takes every value, and every reply is waited for; or only the result, and the reply at the event's label.</param>
/// <param name="PairWords">Instructions that each of two threads of two instructions chooses from.</param>
/// <param name="TripleWords">Instructions that each of two threads of three instructions chooses from.</param>
public sealed record Bound(int Values, int Writes, int OtherWrites, bool Everything, int PairWords, int TripleWords)
{
    /// <summary>For a command of its own.</summary>
    public static Bound Full { get; } = new(2, 4, 4, true, 12, 5);

    /// <summary>For every test run, and for mutants.</summary>
    public static Bound Small { get; } = new(1, 2, 1, false, 8, 3);
}
