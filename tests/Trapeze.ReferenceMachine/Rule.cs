namespace Trapeze.ReferenceMachine;

/// <summary>The rules of the semantics. The machine has a method for each, the proof a constructor, the shipping code an operation.</summary>
/// <remarks>semantics §2 and §3.</remarks>
public enum Rule
{
    /// <summary>A pending event becomes an activation at the event's label.</summary>
    Start,

    /// <summary>The label rises; a reply that may not carry it is refused first.</summary>
    RaiseLabel,

    /// <summary>The reply goes out, once.</summary>
    Reply,

    /// <summary>A value goes out on a channel.</summary>
    Send,

    /// <summary>What a channel brings comes in.</summary>
    Receive,

    /// <summary>An event is left behind, at the activation's label or above.</summary>
    Invoke,

    /// <summary>A value passes trusted code and goes on at the declassifier's target.</summary>
    Declassify,

    /// <summary>The newest facet of the view.</summary>
    Get,

    /// <summary>A facet in front, at the activation's label.</summary>
    Write,

    /// <summary>A tombstone in front, at the activation's label.</summary>
    Delete,

    /// <summary>A page of the keys that are present in the view.</summary>
    List,

    /// <summary>A write that depends on the view, in one step.</summary>
    ConditionalWrite,

    /// <summary>The function's own computing: moves, sums, jumps, and a loop without end.</summary>
    Compute,

    /// <summary>The function crashes.</summary>
    Fail,
}
