using System.Diagnostics;

namespace Trapeze.LocalServers;

/// <summary>The last lines that a process wrote, for the message if it does not start.</summary>
internal sealed class LastLines
{
    private const int Most = 40;

    private readonly Queue<string> _lines = [];

    internal void Follow(Process process)
    {
        process.OutputDataReceived += Add;
        process.ErrorDataReceived += Add;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    internal bool Contains(string text)
    {
        lock (_lines)
        {
            return _lines.Any(line => line.Contains(text, StringComparison.Ordinal));
        }
    }

    public override string ToString()
    {
        lock (_lines)
        {
            return string.Join('\n', _lines);
        }
    }

    private void Add(object sender, DataReceivedEventArgs line)
    {
        lock (_lines)
        {
            if (line.Data is { } text)
            {
                _lines.Enqueue(text);
            }

            while (_lines.Count > Most)
            {
                _lines.Dequeue();
            }
        }
    }
}
