namespace Trapeze.ReferenceMachine;

/// <summary>What a conditional write asks of the view.</summary>
public enum Test
{
    Always,
    Absent,
    Present,
    Equal,
}
