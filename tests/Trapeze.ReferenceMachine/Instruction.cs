using System.Runtime.InteropServices;

namespace Trapeze.ReferenceMachine;

/// <summary>One step of a function. Which members count depends on the rule.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Instruction(Rule Rule)
{
    /// <summary>The channel, function or declassifier.</summary>
    public int Subject { get; init; }

    /// <summary>The key; the first of a range.</summary>
    public int Key { get; init; }

    /// <summary>The last key of a range.</summary>
    public int LastKey { get; init; }

    /// <summary>How many keys a page holds.</summary>
    public int Limit { get; init; }

    /// <summary>Where the value comes from.</summary>
    public Operand Operand { get; init; }

    /// <summary>The value, if it is a constant.</summary>
    public int Constant { get; init; }

    /// <summary>What a conditional write compares with.</summary>
    public int Expected { get; init; }

    /// <summary>The label to rise to, or to invoke at.</summary>
    public Label Label { get; init; }

    /// <summary>Whether the label is joined with the current one first, so that the rise is one.</summary>
    public bool Joins { get; init; }

    /// <summary>What a conditional write asks.</summary>
    public Test Test { get; init; }

    /// <summary>What a conditional write makes.</summary>
    public Change Change { get; init; }

    /// <summary>What Compute does.</summary>
    public Computation Computation { get; init; }

    /// <summary>Where a declassifier's value goes.</summary>
    public Sinks Sink { get; init; }

    /// <summary>The channel, key or function of the sink.</summary>
    public int SinkSubject { get; init; }
}
