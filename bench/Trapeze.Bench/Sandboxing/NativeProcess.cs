using System.Runtime.InteropServices;

namespace Trapeze.Bench.Sandboxing;

/// <summary>A process with nothing around it: what it costs at least to run a program and wait for it.</summary>
internal static unsafe partial class NativeProcess
{
    private const int ActionsSize = 512;
    private const int ReadWrite = 2;
    private const int SignalMask = 0x7F;

    /// <summary>Runs a program to its end, with nothing to read and nobody who reads what it prints.</summary>
    /// <returns>What it exited with; less than nothing if a signal ended it.</returns>
    public static int Run(IReadOnlyList<string> command, IReadOnlyList<string> environment)
    {
        var actions = stackalloc byte[ActionsSize];
        var (arguments, variables) = (Texts(command), Texts(environment));
        _ = InitActions(actions);
        try
        {
            for (var descriptor = 0; descriptor <= 2; descriptor++)
            {
                _ = AddOpen(actions, descriptor, "/dev/null", ReadWrite, 0);
            }

            int process, status;
            fixed (nint* first = arguments, firstVariable = variables)
            {
                if (Spawn(&process, command[0], actions, null, first, firstVariable) is not 0 and var error)
                {
                    throw new InvalidOperationException($"{command[0]} cannot be started: error {error}");
                }
            }

            return Wait(process, &status, 0) == process ? (status & SignalMask) == 0 ? status >> 8 : -1 : throw new InvalidOperationException($"{command[0]} cannot be waited for");
        }
        finally
        {
            _ = DestroyActions(actions);
            foreach (var text in arguments.Concat(variables))
            {
                Marshal.FreeCoTaskMem(text);
            }
        }
    }

    private static nint[] Texts(IReadOnlyList<string> texts) => [.. texts.Select(Marshal.StringToCoTaskMemUTF8), 0];

    [LibraryImport("libc", EntryPoint = "posix_spawn", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Spawn(int* process, string path, void* actions, void* attributes, nint* arguments, nint* environment);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_init")]
    private static partial int InitActions(void* actions);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_addopen", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int AddOpen(void* actions, int descriptor, string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "posix_spawn_file_actions_destroy")]
    private static partial int DestroyActions(void* actions);

    [LibraryImport("libc", EntryPoint = "waitpid")]
    private static partial int Wait(int process, int* status, int options);
}
