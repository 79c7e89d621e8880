using System.Runtime.InteropServices;

namespace Trapeze.LocalLambda.Instances;

/// <summary>Signals to processes that this one has started.</summary>
internal static partial class Signals
{
    private const int Terminate = 15;

    internal static void AskToEnd(int process) => _ = Kill(process, Terminate);

    [LibraryImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Kill(int process, int signal);
}
