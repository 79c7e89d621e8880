namespace Trapeze.ReferenceMachine;

/// <summary>What a conditional write makes of the view.</summary>
public enum Change
{
    Put,
    Add,
    Delete,
}
