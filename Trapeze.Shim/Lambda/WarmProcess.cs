namespace Trapeze.Shim.Lambda;

/// <summary>What becomes of this process between two invocations.</summary>
public enum WarmProcess
{
    /// <summary>
    /// It serves the next one only if whatever it holds may be seen there: the labels of all that have run in it flow to the next one's label. Otherwise it is replaced
    /// by a fresh process first, and that costs a start.
    /// </summary>
    Renewed,

    /// <summary>It serves the next one, whatever ran before: what function code keeps in statics, files or memory is then for everybody to see who comes later.</summary>
    SharedByAllLabels,
}
