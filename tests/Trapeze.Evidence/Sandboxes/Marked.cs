using System.Globalization;
using System.Runtime.InteropServices;

namespace Trapeze.Evidence.Sandboxes;

/// <summary>A process, by its number and when it began, so that another of the same number is another.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Began">When it began, in the kernel's ticks.</param>
/// <param name="Parent">The number of its parent.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Marked(int Number, long Began, int Parent)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private const int ParentAt = 1;
    private const int BeganAt = 19;

    /// <summary>Whether it is there, and has not ended.</summary>
    public bool IsAlive => Of(Number) is { } now && now.Began == Began;

    /// <summary>All whose environment has a mark, wherever their parents are.</summary>
    public static IReadOnlyList<Marked> All(string mark) => [.. Everybody().Where(process => Read(process.Number, "environ").Split('\0').Contains($"{Confinement.Mark}={mark}", StringComparer.Ordinal))];

    /// <summary>A process, its children, and theirs.</summary>
    public static IReadOnlyList<Marked> Tree(int root)
    {
        var everybody = Everybody();
        var tree = everybody.Where(process => process.Number == root).ToList();
        for (var at = 0; at < tree.Count; at++)
        {
            tree.AddRange(everybody.Where(process => process.Parent == tree[at].Number));
        }

        return tree;
    }

    /// <summary>Those that have not ended after all the time that there is for it.</summary>
    public static IReadOnlyList<Marked> LeftOf(Func<IReadOnlyList<Marked>> processes)
    {
        var until = TimeProvider.System.GetTimestamp();
        var left = processes();
        while (left.Count > 0 && TimeProvider.System.GetElapsedTime(until) < Patience)
        {
            Thread.Yield();
            left = processes();
        }

        return left;
    }

    /// <summary>A process by its number; <see langword="null"/> if there is none, or it has ended.</summary>
    public static Marked? Of(int number)
    {
        // The name, in parentheses, may have anything in it.
        var text = Read(number, "stat");
        var parts = text[(text.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return parts.Length > BeganAt && parts[0] is not ("Z" or "X")
            ? new Marked(number, long.Parse(parts[BeganAt], CultureInfo.InvariantCulture), int.Parse(parts[ParentAt], CultureInfo.InvariantCulture))
            : null;
    }

    internal static string Read(int process, string file)
    {
        try
        {
            return File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/{file}"));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static List<Marked> Everybody() =>
        [.. Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _)).Select(name => Of(int.Parse(name!, CultureInfo.InvariantCulture))).OfType<Marked>()];
}
