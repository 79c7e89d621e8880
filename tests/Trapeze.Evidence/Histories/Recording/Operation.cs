using Trapeze.Evidence.Histories.Programs;

namespace Trapeze.Evidence.Histories.Recording;

/// <summary>One operation on one key: when it was invoked, when it returned, and what it told.</summary>
internal sealed class Operation
{
    public required int Client { get; init; }

    public required int Label { get; init; }

    public required int Key { get; init; }

    public required int Invoked { get; init; }

    /// <summary>What it is one step with: the same number for all parts of a transaction; <see langword="null"/> if it is a step of its own.</summary>
    public int? Together { get; init; }

    public required ActKind Kind { get; init; }

    public Change Change { get; init; }

    /// <summary>What it writes; its own.</summary>
    public int Value { get; init; }

    public TestKind Test { get; init; }

    /// <summary>The value that the test asks for.</summary>
    public int Asked { get; init; }

    /// <summary>When it returned; never, if its outcome is unknown.</summary>
    public int Returned { get; set; } = int.MaxValue;

    public Outcome Outcome { get; set; } = Outcome.Unknown;

    /// <summary>The item that it says it found; <see langword="null"/> if it does not say.</summary>
    public Item? Old { get; set; }

    /// <summary>The item that it says it left; <see langword="null"/> if it does not say.</summary>
    public Item? New { get; set; }

    public override string ToString() =>
        $"[{Invoked}, {(Returned == int.MaxValue ? "..." : Returned)}] c{Client} at {Label}: {Kind}{(Test == TestKind.None ? "" : $" if {Test}{(Test == TestKind.Equals ? $" {Asked}" : "")}")}"
        + $"{(Change is Change.Put or Change.Add ? $" {Value}" : "")} -> {Outcome}{(Old is { } old ? $", found {old}" : "")}{(New is { } left ? $", left {left}" : "")}";
}
