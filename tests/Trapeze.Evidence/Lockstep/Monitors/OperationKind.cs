namespace Trapeze.Evidence.Lockstep.Monitors;

/// <summary>What a program does next.</summary>
public enum OperationKind
{
    Call,
    StartEvent,
    RaiseLabel,
    Reply,
    Send,
    Receive,
    Invoke,
    Declassify,
    Fail,
}
