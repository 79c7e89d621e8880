namespace Trapeze.Sandbox.Landlock;

/// <summary>What Landlock grants of a file or folder, as the kernel numbers it.</summary>
[Flags]
internal enum FileRights : ulong
{
    None = 0,
    Execute = 1,
    WriteFile = 1 << 1,
    ReadFile = 1 << 2,
    ReadFolder = 1 << 3,
    RemoveFolder = 1 << 4,
    RemoveFile = 1 << 5,
    MakeCharacterDevice = 1 << 6,
    MakeFolder = 1 << 7,
    MakeFile = 1 << 8,
    MakeSocket = 1 << 9,
    MakePipe = 1 << 10,
    MakeBlockDevice = 1 << 11,
    MakeLink = 1 << 12,
    Refer = 1 << 13,
    Truncate = 1 << 14,
    ControlDevice = 1 << 15,

    /// <summary>What a single file can be granted.</summary>
    OfFiles = Execute | WriteFile | ReadFile | Truncate | ControlDevice,
    Reading = ReadFile | ReadFolder,
    Writing = WriteFile | RemoveFolder | RemoveFile | MakeFolder | MakeFile | MakeSocket | MakePipe | MakeLink | Refer | Truncate,
    All = (1 << 16) - 1,
}
