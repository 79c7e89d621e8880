namespace Trapeze.ReferenceMachine;

/// <summary>What the function does on its own.</summary>
public enum Computation
{
    /// <summary>Keeps the value for later.</summary>
    Keep,

    /// <summary>Adds the value to the result.</summary>
    Add,

    /// <summary>Leaves out the next instruction if the value is nothing or absent.</summary>
    SkipIfZero,

    /// <summary>Begins again.</summary>
    Restart,

    /// <summary>Hangs: does this for ever.</summary>
    Hang,
}
