using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Trapeze.Shim.Lambda.Instances;

/// <summary>What a renewed process does first: it takes what was handed over, and clears away what its predecessor has left outside of itself.</summary>
internal static class FreshStart
{
    private const int BeSubreaper = 36;
    private const int Killing = 9;
    private const int MostSweeps = 1000;

    /// <summary>From now on orphans of this process's children become its own, so that none is lost from sight.</summary>
    internal static void AdoptOrphans() => _ = Native.ControlProcess(BeSubreaper, 1, 0, 0, 0);

    /// <summary>Takes what was handed over.</summary>
    /// <param name="descriptor">Where it is, as the predecessor said.</param>
    /// <param name="folder">The folder that the process was started in.</param>
    /// <param name="temporary">The folder that is emptied.</param>
    /// <returns>The event to go on with; <see langword="null"/> if there is none.</returns>
    /// <exception cref="IOException">Something of the predecessor is still there.</exception>
    internal static Handover? Take(string descriptor, string folder, string temporary)
    {
        // It has read its configuration there. A thread of the predecessor's may have moved it at the last moment.
        if (!string.Equals(Directory.GetCurrentDirectory(), folder, StringComparison.Ordinal))
        {
            throw new IOException("the process does not begin where it was started");
        }

        EndChildren();
        Empty(temporary);
        using var memory = new FileStream(new SafeFileHandle(int.Parse(descriptor, NumberStyles.None, CultureInfo.InvariantCulture), ownsHandle: true), FileAccess.Read);
        memory.Position = 0;
        return memory.Length == 0 ? null : Handover.Read(memory);
    }

    /// <summary>Empties a folder.</summary>
    /// <exception cref="IOException">It cannot be emptied.</exception>
    internal static void Empty(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            // A link is removed, not what it leads to.
            if (entry is DirectoryInfo { LinkTarget: null } inner)
            {
                inner.Delete(recursive: true);
            }
            else
            {
                entry.Delete();
            }
        }
    }

    // Those that they begin meanwhile come to this process: until a sweep finds nobody.
    private static void EndChildren()
    {
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var children = Children();
            if (children.Count == 0)
            {
                return;
            }

            foreach (var child in children)
            {
                _ = Native.Kill(child, Killing);
                _ = Native.Wait(child, 0, 0);
            }
        }

        throw new IOException("processes of the one before cannot be ended");
    }

    private static List<int> Children() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out var process) ? process : 0)
            .Where(process => process > 0 && ParentOf(process) == Environment.ProcessId),
    ];

    // After the name, which may hold anything, in brackets: the state, and then the parent.
    private static int ParentOf(int process)
    {
        try
        {
            var status = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return int.Parse(status[(status.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
