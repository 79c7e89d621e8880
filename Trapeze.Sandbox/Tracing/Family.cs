using System.Globalization;
using System.Runtime.InteropServices;

namespace Trapeze.Sandbox.Tracing;

/// <summary>Whose thread or child a process is, as the kernel tells it at this moment.</summary>
/// <param name="Group">The process that it is a thread of: itself, if it is one of its own.</param>
/// <param name="Parent">The process that waits for it.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Family(int Group, int Parent)
{
    /// <summary>Asks; <see langword="null"/> if there is no such process any more.</summary>
    internal static Family? Of(int process)
    {
        try
        {
            var (group, parent) = (0, 0);
            foreach (var line in File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status")))
            {
                group = NumberOf(line, "Tgid:") ?? group;
                if (NumberOf(line, "PPid:") is { } number)
                {
                    parent = number;
                    break;
                }
            }

            return new Family(group, parent);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static int? NumberOf(string line, string name) => line.StartsWith(name, StringComparison.Ordinal) ? int.Parse(line.AsSpan(name.Length), NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture) : null;
}
