using System.Diagnostics;
using System.Globalization;

namespace Trapeze.Bench.Lambda;

/// <summary>How far a process had got when, since it was started; told on its standard output when it is ready for events.</summary>
internal sealed class StartParts
{
    private const string Mark = "parts ";
    private readonly List<string> _parts = [];
    private readonly DateTime _start;
    private double _last;

    internal StartParts()
    {
        using var process = Process.GetCurrentProcess();
        _start = process.StartTime;
        Add("the runtime");
    }

    internal void Add(string part)
    {
        var now = (DateTime.Now - _start).TotalMilliseconds;
        _parts.Add(string.Create(CultureInfo.InvariantCulture, $"{part}={now - _last:F1}"));
        _last = now;
    }

    internal void Tell() => Console.WriteLine(Mark + string.Join(';', _parts));

    /// <summary>What the last process of those that wrote these lines told; milliseconds.</summary>
    internal static IEnumerable<(string Part, double Time)> Read(IEnumerable<string> output) =>
        output.Last(line => line.StartsWith(Mark, StringComparison.Ordinal))[Mark.Length..].Split(';')
            .Select(part => part.Split('=')).Select(part => (part[0], double.Parse(part[1], CultureInfo.InvariantCulture)));
}
