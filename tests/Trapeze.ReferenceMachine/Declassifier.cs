namespace Trapeze.ReferenceMachine;

/// <summary>A named way down: trusted code with bounds. It releases one bit, whether the value is odd.</summary>
/// <remarks>semantics §2, rule declassify.</remarks>
/// <param name="Function">The only function that may use it.</param>
/// <param name="From">The highest label that it releases from.</param>
/// <param name="To">The label of what is released.</param>
/// <param name="Integrity">The formula that must vouch for what decides the release; ⊥ asks nobody.</param>
/// <param name="Sinks">Where it may release into.</param>
public sealed record Declassifier(int Function, Label From, Label To, ulong Integrity, Sinks Sinks)
{
    /// <summary>The trusted code.</summary>
    public static int Released(int value) => value & 1;
}
