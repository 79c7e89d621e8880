using Trapeze.Sandbox.Kernel.X64;

namespace Trapeze.Sandbox.Metadata.X64;

/// <summary>The calls of x86-64 that change a file's mode, owner or times.</summary>
internal static class ChangeCalls
{
    internal static IReadOnlyList<int> Numbers { get; } =
    [
        Call.ChangeMode, Call.ChangeModeOfOpen, Call.ChangeModeAt, Call.ChangeModeAt2, Call.ChangeOwner, Call.ChangeOwnerOfOpen, Call.ChangeOwnerOfLink, Call.ChangeOwnerAt,
        Call.ChangeTimes, Call.ChangeTimesFinely, Call.ChangeTimesFinelyAt, Call.ChangeTimesAt,
    ];

    /// <summary>What a call says; <see langword="null"/> if it is none of these.</summary>
    internal static Change? Read(int number, ReadOnlySpan<ulong> arguments)
    {
        var (a, b, c, d, e) = (arguments[0], arguments[1], arguments[2], arguments[3], arguments[4]);
        return number switch
        {
            Call.ChangeMode => new Change { Kind = ChangeKind.Mode, Path = a, Value = b },
            Call.ChangeModeOfOpen => new Change { Kind = ChangeKind.Mode, Folder = (int)a, Value = b },
            Call.ChangeModeAt => new Change { Kind = ChangeKind.Mode, Folder = (int)a, Path = b, Value = c },
            Call.ChangeModeAt2 => new Change { Kind = ChangeKind.Mode, Folder = (int)a, Path = b, Value = c, Flags = d },
            Call.ChangeOwner => new Change { Kind = ChangeKind.Owner, Path = a, Value = b, Group = c },
            Call.ChangeOwnerOfLink => new Change { Kind = ChangeKind.Owner, Path = a, Value = b, Group = c, Flags = Change.NoLinks },
            Call.ChangeOwnerOfOpen => new Change { Kind = ChangeKind.Owner, Folder = (int)a, Value = b, Group = c },
            Call.ChangeOwnerAt => new Change { Kind = ChangeKind.Owner, Folder = (int)a, Path = b, Value = c, Group = d, Flags = e },
            Call.ChangeTimes => new Change { Kind = ChangeKind.Seconds, Path = a, Value = b },
            Call.ChangeTimesFinely => new Change { Kind = ChangeKind.Microseconds, Path = a, Value = b },
            Call.ChangeTimesFinelyAt => new Change { Kind = ChangeKind.Microseconds, Folder = (int)a, Path = b == 0 ? null : b, Value = c },
            Call.ChangeTimesAt => new Change { Kind = ChangeKind.Nanoseconds, Folder = (int)a, Path = b == 0 ? null : b, Value = c, Flags = d },
            _ => null,
        };
    }
}
