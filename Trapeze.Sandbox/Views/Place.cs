using System.Globalization;
using System.Runtime.InteropServices;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Rules;

namespace Trapeze.Sandbox.Views;

/// <summary>What a grant's path leads to at this moment.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="Descriptor">The file or folder itself.</param>
/// <param name="Path">Its path, without links.</param>
/// <param name="Identity">Which file it is.</param>
/// <param name="IsFolder">Whether it is a folder.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Place(PathGrant Grant, int Descriptor, string Path, FileIdentity Identity, bool IsFolder)
{
    /// <summary>Opens it; whoever asks closes it.</summary>
    /// <exception cref="KernelException">It is not there.</exception>
    internal static unsafe Place Open(PathGrant grant)
    {
        int file;
        fixed (byte* name = NativeText.Of(grant.Path))
        {
            file = (int)Libc.Require(grant.Path, Call.OpenAt, Opening.CurrentFolder, (nint)name, Opening.PathOnly | Opening.CloseOnExec);
        }

        try
        {
            var identity = FileIdentity.Of(file, out var isFolder);
            var path = RealPath.Link($"/proc/self/fd/{file.ToString(CultureInfo.InvariantCulture)}") ?? throw new KernelException(grant.Path, ErrorName.NoEntry);
            return new Place(grant, file, path, identity, isFolder);
        }
        catch
        {
            Libc.Close(file);
            throw;
        }
    }
}
