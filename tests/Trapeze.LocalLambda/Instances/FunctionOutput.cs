namespace Trapeze.LocalLambda.Instances;

/// <summary>What a function's instances have written, as its log group has it: the last lines, each up to a length.</summary>
internal sealed class FunctionOutput
{
    private const int MostLines = 20_000;
    private const int LongestLine = 64 * 1024;

    private readonly Queue<string> _lines = [];

    internal IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    internal void Add(string line)
    {
        lock (_lines)
        {
            _lines.Enqueue(line.Length > LongestLine ? line[..LongestLine] : line);
            if (_lines.Count > MostLines)
            {
                _lines.Dequeue();
            }
        }
    }
}
