namespace Trapeze.ReferenceMachine;

/// <summary>What went out, if anything.</summary>
public enum OutputKind
{
    Nothing,
    Sent,
    Replied,
    Refused,
    Failed,
}
