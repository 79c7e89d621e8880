using System.Globalization;
using Trapeze.Sandbox.Tracing;

namespace Trapeze.Sandbox.Launching;

/// <summary>Who descends from whom, as the kernel told it at one moment.</summary>
internal sealed class Descendants
{
    private readonly ILookup<int, int> _children;

    private Descendants(ILookup<int, int> children) => _children = children;

    /// <summary>Asks.</summary>
    /// <exception cref="IOException">It could not be looked at this time.</exception>
    internal static Descendants Now() => new(new DirectoryInfo("/proc").EnumerateDirectories()
        .Select(folder => int.TryParse(folder.Name, NumberStyles.None, CultureInfo.InvariantCulture, out var process) ? process : 0)
        .Where(process => process > 0).Select(process => (Process: process, Family.Of(process)?.Parent)).Where(each => each.Parent is not null)
        .ToLookup(each => each.Parent!.Value, each => each.Process));

    /// <summary>Those of a process, without itself.</summary>
    internal IEnumerable<int> Of(int ancestor)
    {
        var left = new Stack<int>(_children[ancestor]);
        while (left.TryPop(out var process))
        {
            yield return process;
            foreach (var child in _children[process])
            {
                left.Push(child);
            }
        }
    }
}
