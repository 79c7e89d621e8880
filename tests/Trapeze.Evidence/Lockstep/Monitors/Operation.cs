namespace Trapeze.Evidence.Lockstep.Monitors;

/// <summary>One operation of a program; every number is taken modulo what there is, so that a program stays one without any of its operations.</summary>
/// <param name="Kind">What is done.</param>
/// <param name="Actor">Which activation does it.</param>
/// <param name="Subject">The function, channel or declassifier.</param>
/// <param name="Label">Which of the case's labels.</param>
/// <param name="Other">The caller, or what is released into.</param>
/// <param name="Value">The value that goes along.</param>
/// <param name="Joins">Whether the label is joined with the current one first.</param>
/// <param name="Throws">Whether the form that throws is used.</param>
/// <param name="Unrecorded">Whether the audit log fails meanwhile.</param>
internal sealed record Operation(OperationKind Kind, int Actor, int Subject, int Label, int Other, int Value, bool Joins, bool Throws, bool Unrecorded)
{
    private static readonly OperationKind[] Weighted =
    [
        OperationKind.Call, OperationKind.Call,
        OperationKind.StartEvent, OperationKind.StartEvent,
        OperationKind.RaiseLabel, OperationKind.RaiseLabel, OperationKind.RaiseLabel, OperationKind.RaiseLabel,
        OperationKind.Reply,
        OperationKind.Send, OperationKind.Send,
        OperationKind.Receive, OperationKind.Receive,
        OperationKind.Invoke, OperationKind.Invoke,
        OperationKind.Declassify, OperationKind.Declassify, OperationKind.Declassify,
        OperationKind.Fail,
    ];

    internal static Operation Draw(Dice dice) => new(
        dice.Pick(Weighted), dice.Next(64), dice.Next(64), dice.Next(64), dice.Next(64), dice.Next(8), dice.Next(4) > 0, dice.Flip(), dice.Next(40) == 0);
}
