using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;

namespace Trapeze.Sandbox.Tracing;

/// <summary>Takes what a stopped process has open: the same file, whatever the process does with its own number meanwhile.</summary>
internal static class TracedDescriptor
{
    private const int OfAThread = 0x80;

    /// <summary>A descriptor of this process for what a number of the other one is; negative, the error.</summary>
    internal static int Take(int process, int descriptor)
    {
        var there = (int)Libc.Call(Call.OpenProcess, process, OfAThread);
        if (there < 0 && Libc.Error == ErrorName.Invalid && Family.Of(process) is { } family)
        {
            // A kernel that knows whole processes only.
            there = (int)Libc.Call(Call.OpenProcess, family.Group);
        }

        if (there < 0)
        {
            return -Libc.Error;
        }

        try
        {
            var taken = (int)Libc.Call(Call.TakeDescriptor, there, descriptor);
            return taken < 0 ? -Libc.Error : taken;
        }
        finally
        {
            Libc.Close(there);
        }
    }
}
