namespace Trapeze.Sandbox.Tracing;

/// <summary>What a call names a path for.</summary>
internal enum PathUse
{
    /// <summary>To know whether it is there, and what of.</summary>
    Look,

    /// <summary>To read it.</summary>
    Read,

    /// <summary>To change what it contains.</summary>
    Write,

    /// <summary>To make, move or remove it: what is changed is the folder that it lies in.</summary>
    Place,

    /// <summary>To execute it.</summary>
    Execute,
}
