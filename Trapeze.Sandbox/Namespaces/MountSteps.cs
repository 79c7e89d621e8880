using System.Runtime.InteropServices;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Rules;
using Trapeze.Sandbox.Zygotes;

namespace Trapeze.Sandbox.Namespaces;

/// <summary>What a process does to have mounts of its own.</summary>
internal static class MountSteps
{
    internal const int NoSetUser = 2;
    internal const int NoDevices = 4;
    internal const int NoExecution = 8;
    private const int ReadOnly = 1;
    private const int Bind = 0x1000;
    private const int Recursive = 0x4000;
    private const int Private = 0x4_0000;
    private const int Detach = 2;
    private const int SetText = 1;
    private const int Create = 6;
    private const int CloneTree = 1;
    private const int EmptyPath = 4;
    private const int RecursiveAt = 0x8000;
    private const int AttributesSize = 32;
    private const int RegularFile = 0x8000;

    /// <summary>How what is granted so is mounted.</summary>
    internal static int AttributesFor(PathAccess access) => access.HasFlag(PathAccess.Write) ? NoSetUser : NoSetUser | ReadOnly;

    /// <summary>Keeps what is mounted here from being so elsewhere, and the other way round.</summary>
    internal static void MakePrivate(this Script script) => script.Add(Call.Mount, 0, script.Text("/"), 0, Recursive | Private, 0);

    /// <summary>Makes a new file system that is not mounted anywhere yet.</summary>
    /// <returns>Its descriptor.</returns>
    internal static int MakeFilesystem(this Script script, string kind, int attributes, params ReadOnlySpan<(string Name, string Value)> options)
    {
        script.Add(Call.OpenFilesystem, script.Text(kind), 1);
        var making = script.Opened();
        foreach (var (name, value) in options)
        {
            script.Add(Call.ConfigureFilesystem, making, SetText, script.Text(name), script.Text(value), 0);
        }

        script.Add(Call.ConfigureFilesystem, making, Create, 0, 0, 0);
        script.Add(Call.MountFilesystem, making, 1, attributes);
        return script.Opened();
    }

    /// <summary>Copies what is mounted at a path, with all below it.</summary>
    /// <returns>The copy's descriptor: it is not mounted anywhere yet.</returns>
    internal static int CopyMount(this Script script, string path)
    {
        script.Add(Call.OpenTree, Opening.CurrentFolder, script.Text(path), CloneTree | RecursiveAt);
        return script.Opened();
    }

    /// <summary>Mounts what is not yet.</summary>
    internal static void Attach(this Script script, int mount, string path) => script.Add(Call.MoveMount, mount, script.Text(""), Opening.CurrentFolder, script.Text(path), EmptyPath);

    /// <summary>Mounts a file or folder, with all below it, at another place too.</summary>
    internal static void BindTo(this Script script, string from, string to, bool isReadOnly)
    {
        script.Add(Call.Mount, script.Text(from), script.Text(to), 0, Bind | Recursive, 0);
        script.SetMount(to, (isReadOnly ? ReadOnly : 0) | NoSetUser, RecursiveAt);
    }

    /// <summary>Lets nothing be changed in a mount, those below it left as they are.</summary>
    internal static void Close(this Script script, string path) => script.SetMount(path, ReadOnly | NoSetUser | NoDevices | NoExecution, 0);

    /// <summary>Takes away what is mounted at a path, with all below it.</summary>
    internal static void Unmount(this Script script, string path) => script.Add(Call.Unmount, script.Text(path), Detach);

    internal static void MakeFolder(this Script script, string path) => script.Add(Call.MakeFolder, script.Text(path), 0x1ED);

    /// <summary>Makes an empty file, for another to be mounted at.</summary>
    internal static void MakeFile(this Script script, string path) => script.Add(Call.MakeNode, script.Text(path), RegularFile | 0x124, 0);

    private static void SetMount(this Script script, string path, long attributes, long flags) => script.Add(
        Call.SetMount, Opening.CurrentFolder, script.Text(path), flags, script.Bytes(MemoryMarshal.AsBytes((ReadOnlySpan<long>)[attributes, 0, 0, 0])), AttributesSize);
}
