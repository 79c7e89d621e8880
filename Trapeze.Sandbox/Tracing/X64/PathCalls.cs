using System.Collections.Frozen;
using System.Collections.Immutable;
using Trapeze.Sandbox.Kernel.X64;

namespace Trapeze.Sandbox.Tracing.X64;

/// <summary>The calls beside those that open, of all that need no look, which name paths: a run that lists its paths has them shown.</summary>
internal static class PathCalls
{
    /// <summary>The argument of a call that names no folder: its path is of the folder that the process is in.</summary>
    internal const int NoFolder = -1;

    private static readonly FrozenDictionary<int, ImmutableArray<PathArgument>> All = new (string Name, ImmutableArray<PathArgument> Paths)[]
    {
        ("stat", [new(NoFolder, 0, PathUse.Look)]),
        ("lstat", [new(NoFolder, 0, PathUse.Look)]),
        ("access", [new(NoFolder, 0, PathUse.Look)]),
        ("readlink", [new(NoFolder, 0, PathUse.Look)]),
        ("statfs", [new(NoFolder, 0, PathUse.Look)]),
        ("chdir", [new(NoFolder, 0, PathUse.Look)]),
        ("newfstatat", [new(0, 1, PathUse.Look)]),
        ("statx", [new(0, 1, PathUse.Look)]),
        ("faccessat", [new(0, 1, PathUse.Look)]),
        ("faccessat2", [new(0, 1, PathUse.Look)]),
        ("readlinkat", [new(0, 1, PathUse.Look)]),
        ("execve", [new(NoFolder, 0, PathUse.Execute)]),
        ("truncate", [new(NoFolder, 0, PathUse.Write)]),
        ("mkdir", [new(NoFolder, 0, PathUse.Place)]),
        ("rmdir", [new(NoFolder, 0, PathUse.Place)]),
        ("unlink", [new(NoFolder, 0, PathUse.Place)]),
        ("mkdirat", [new(0, 1, PathUse.Place)]),
        ("unlinkat", [new(0, 1, PathUse.Place)]),
        ("symlink", [new(NoFolder, 1, PathUse.Place)]),
        ("symlinkat", [new(1, 2, PathUse.Place)]),
        ("rename", [new(NoFolder, 0, PathUse.Place), new(NoFolder, 1, PathUse.Place)]),
        ("renameat", [new(0, 1, PathUse.Place), new(2, 3, PathUse.Place)]),
        ("renameat2", [new(0, 1, PathUse.Place), new(2, 3, PathUse.Place)]),
        ("link", [new(NoFolder, 0, PathUse.Read), new(NoFolder, 1, PathUse.Place)]),
        ("linkat", [new(0, 1, PathUse.Read), new(2, 3, PathUse.Place)]),
    }.ToFrozenDictionary(each => CallNames.NumberOf(each.Name), each => each.Paths);

    /// <summary>Their numbers.</summary>
    internal static ImmutableArray<int> Numbers => All.Keys;

    /// <summary>Which arguments of a call are paths; none if it is none of these.</summary>
    internal static ImmutableArray<PathArgument> Of(int number) => All.GetValueOrDefault(number, []);
}
