namespace Trapeze.Sandbox.Printing;

/// <summary>What a run prints, up to a bound on both outputs together.</summary>
/// <param name="most">The bound, in bytes.</param>
/// <param name="exceeded">Is told once that there is more.</param>
internal sealed class Printed(int most, Action exceeded)
{
    private readonly Lock _lock = new();
    private readonly List<byte> _output = [];
    private readonly List<byte> _errors = [];
    private bool _isFull;

    internal byte[] Output => Copy(_output);

    internal byte[] Errors => Copy(_errors);

    internal void Take(bool isError, ReadOnlySpan<byte> bytes)
    {
        bool isNewlyFull;
        lock (_lock)
        {
            var room = most - _output.Count - _errors.Count;
            (isError ? _errors : _output).AddRange(bytes[..Math.Min(room, bytes.Length)]);
            isNewlyFull = bytes.Length > room && !_isFull;
            _isFull |= isNewlyFull;
        }

        if (isNewlyFull)
        {
            exceeded();
        }
    }

    private byte[] Copy(List<byte> bytes)
    {
        lock (_lock)
        {
            return [.. bytes];
        }
    }
}
