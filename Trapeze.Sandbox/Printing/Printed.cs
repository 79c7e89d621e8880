namespace Trapeze.Sandbox.Printing;

/// <summary>What a run prints, up to a bound on both outputs together.</summary>
/// <param name="most">The bound, in bytes.</param>
/// <param name="exceeded">Is told once that there is more.</param>
internal sealed class Printed(int most, Action exceeded)
{
    private readonly Lock _lock = new();
    private readonly List<byte> _output = [];
    private readonly List<byte> _errors = [];
    private int _count;
    private bool _isFull;

    internal byte[] Output => Copy(_output);

    internal byte[] Errors => Copy(_errors);

    internal void Take(bool isError, ReadOnlySpan<byte> bytes)
    {
        var admitted = Admit(bytes.Length);
        lock (_lock)
        {
            (isError ? _errors : _output).AddRange(bytes[..admitted]);
        }
    }

    /// <summary>Counts what is printed.</summary>
    /// <returns>How much of it there is room for.</returns>
    internal int Admit(int length)
    {
        int admitted;
        bool isNewlyFull;
        lock (_lock)
        {
            admitted = Math.Min(most - _count, length);
            _count += admitted;
            isNewlyFull = admitted < length && !_isFull;
            _isFull |= isNewlyFull;
        }

        if (isNewlyFull)
        {
            exceeded();
        }

        return admitted;
    }

    private byte[] Copy(List<byte> bytes)
    {
        lock (_lock)
        {
            return [.. bytes];
        }
    }
}
