namespace Trapeze.Shim.Declassification;

/// <summary>One pair of types that a declassifier's code works on, whatever they are.</summary>
internal abstract class ReleasePort
{
    internal abstract Type Input { get; }

    internal abstract Type Output { get; }

    /// <summary>Runs the code, and makes what it returns ready to go out: nothing of it is evaluated later.</summary>
    internal abstract byte[] Release(object? input);
}
