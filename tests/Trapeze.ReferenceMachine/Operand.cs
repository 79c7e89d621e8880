namespace Trapeze.ReferenceMachine;

/// <summary>Where an instruction's value comes from.</summary>
public enum Operand
{
    Constant,
    Result,
    Kept,
    Status,
}
