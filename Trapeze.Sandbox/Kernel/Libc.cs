using System.Runtime.InteropServices;

namespace Trapeze.Sandbox.Kernel;

/// <summary>System calls, made directly: the library's own wrappers do more than is wanted, or do not exist.</summary>
internal static unsafe partial class Libc
{
    /// <summary>What the last call of this thread failed with.</summary>
    internal static int Error => Marshal.GetLastPInvokeError();

    /// <summary>Makes a call; negative if it fails, and then <see cref="Error"/> says why.</summary>
    internal static nint Call(int number, nint a = 0, nint b = 0, nint c = 0, nint d = 0, nint e = 0, nint f = 0) => SystemCall(number, a, b, c, d, e, f);

    /// <summary>Makes a call that has to succeed.</summary>
    /// <exception cref="KernelException">It does not.</exception>
    internal static nint Require(string what, int number, nint a = 0, nint b = 0, nint c = 0, nint d = 0, nint e = 0, nint f = 0)
    {
        while (true)
        {
            var result = SystemCall(number, a, b, c, d, e, f);
            if (result >= 0)
            {
                return result;
            }

            if (Error != ErrorName.Interrupted)
            {
                throw new KernelException(what, Error);
            }
        }
    }

    /// <summary>Closes a descriptor.</summary>
    internal static void Close(int descriptor) => SystemCall(X64.Call.Close, descriptor, 0, 0, 0, 0, 0);

    [LibraryImport("libc", EntryPoint = "posix_spawn")]
    internal static partial int Spawn(int* process, byte* path, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    internal static partial int InitActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_adddup2")]
    internal static partial int AddDuplicate(void* actions, int from, int to);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    internal static partial int DestroyActions(void* actions);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint SystemCall(nint number, nint a, nint b, nint c, nint d, nint e, nint f);
}
