namespace Trapeze.Evidence.Histories.Programs;

/// <summary>What a conditional write asks of the view.</summary>
internal enum TestKind
{
    None,
    Absent,
    Present,

    /// <summary>That the value is one that the client saw.</summary>
    Equals,
}
