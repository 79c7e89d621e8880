using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Trapeze.Shim.Lambda.Runtime;

namespace Trapeze.Shim.Lambda.Instances;

/// <summary>Renews the process by executing its own program again: every thread and all memory go, and the event is handed over in a file without a name.</summary>
/// <remarks>
/// The kernel ends all other threads before the fresh image begins, so nothing of the old one runs while <see cref="FreshStart"/> clears
/// away what outlives an image: processes that it began, files, the current folder.
/// </remarks>
internal sealed class ProcessRenewal : IRenewal
{
    /// <summary>The variable that names the descriptor of what is handed over.</summary>
    internal const string Variable = "TRAPEZE_HANDOVER";

    /// <summary>The variable that names the folder which the process was started in.</summary>
    internal const string FolderVariable = "TRAPEZE_HANDOVER_FOLDER";

    private const int SetDescriptorFlags = 2;
    private const int CloseOnExecute = 1;
    private const int FirstOther = 3;
    private readonly string _program;
    private readonly string[] _arguments;
    private readonly string[] _environment;
    private readonly string _folder;

    private ProcessRenewal(string program, string[] arguments, string[] environment, string folder)
    {
        _folder = folder;
        _program = program;
        _arguments = arguments;
        _environment = environment;
    }

    /// <summary>Takes down how this process was started, before anything else runs in it.</summary>
    internal static ProcessRenewal OfThisProcess() => new(
        File.ResolveLinkTarget("/proc/self/exe", returnFinalTarget: true)!.FullName,
        Strings("/proc/self/cmdline"),
        [.. Strings("/proc/self/environ").Where(variable => !variable.StartsWith(Variable, StringComparison.Ordinal))],
        Directory.GetCurrentDirectory());

    /// <inheritdoc/>
    public void Renew(Invocation? next, ReadOnlyMemory<byte> progress)
    {
        var memory = Native.CreateMemory("trapeze", CloseOnExecute);
        if (memory < 0)
        {
            throw new InvalidOperationException("the process cannot be renewed: there is no memory to hand over in");
        }

        using (var file = new FileStream(new SafeFileHandle(memory, ownsHandle: false), FileAccess.Write))
        {
            if (next is not null)
            {
                new Handover(next, progress).Write(file);
            }
        }

        foreach (var descriptor in Directory.EnumerateFileSystemEntries("/proc/self/fd").Select(path => int.Parse(Path.GetFileName(path), CultureInfo.InvariantCulture)))
        {
            if (descriptor >= FirstOther)
            {
                _ = Native.Control(descriptor, SetDescriptorFlags, descriptor == memory ? 0 : CloseOnExecute);
            }
        }

        // Before the fresh image reads its configuration from where it is.
        Directory.SetCurrentDirectory(_folder);
        _ = Native.Execute(
            _program, [.. _arguments, null], [.. _environment, $"{Variable}={memory.ToString(CultureInfo.InvariantCulture)}", $"{FolderVariable}={_folder}", null]);
        throw new InvalidOperationException("the process cannot be renewed: its program cannot be executed again");
    }

    private static string[] Strings(string path) => Encoding.UTF8.GetString(File.ReadAllBytes(path)).Split('\0', StringSplitOptions.RemoveEmptyEntries);
}
