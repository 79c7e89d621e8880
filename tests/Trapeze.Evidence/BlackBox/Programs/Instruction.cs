using System.Collections.Immutable;
using System.Globalization;

namespace Trapeze.Evidence.BlackBox.Programs;

/// <summary>One step of a hostile handler.</summary>
/// <param name="Op">What is done.</param>
/// <param name="Key">Which key, of those that all programs of a pair share.</param>
/// <param name="Number">Which variant of it; each operation has several.</param>
/// <param name="Text">A value, a label or a name.</param>
internal sealed record Instruction(Op Op, int Key = 0, int Number = 0, string Text = "")
{
    /// <summary>What a task, an event's function or the first arm of a branch does.</summary>
    internal ImmutableArray<Instruction> Inner { get; init; } = [];

    /// <summary>The second arm of a branch.</summary>
    internal ImmutableArray<Instruction> Other { get; init; } = [];

    /// <summary>How many there are of <paramref name="program"/>, those within others too.</summary>
    internal static int Count(ImmutableArray<Instruction> program) => program.Sum(step => 1 + Count(step.Inner) + Count(step.Other));

    /// <summary>The program as a finding shows it.</summary>
    internal static string Show(ImmutableArray<Instruction> program) => string.Join("; ", program.Select(step => step.Show()));

    private string Show()
    {
        var head = string.Create(CultureInfo.InvariantCulture, $"{Op} k{Key} #{Number}{(Text.Length > 0 ? " " + Text : "")}");
        return this switch
        {
            { Inner.Length: 0, Other.Length: 0 } => head,
            { Other.Length: 0 } => $"{head} {{ {Show(Inner)} }}",
            _ => $"{head} {{ {Show(Inner)} }} else {{ {Show(Other)} }}",
        };
    }
}
