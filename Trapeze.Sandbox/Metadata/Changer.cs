using System.Globalization;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Tracing;

namespace Trapeze.Sandbox.Metadata;

/// <summary>Changes modes and times of files in the place of confined processes, where these may write.</summary>
/// <remarks>Landlock does not decide about them, and a process that did it itself could change the path between the decision and the call.</remarks>
internal static unsafe class Changer
{
    private const uint SetIds = 0xC00;
    private const uint AllOfMode = 0xFFF;
    private const uint AsItIs = uint.MaxValue;

    /// <summary>Makes a change, or refuses it.</summary>
    internal static Answer Make(int process, Grants grants, Change change)
    {
        var file = TracedFile.Open(process, change);
        if (file < 0)
        {
            return Answer.Made(file);
        }

        try
        {
            var link = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{file}");
            var path = RealPath.Link(link);
            if (path is null || !Grants.Has(grants.ToWrite, path) || FileStatus.Of(file) is not { IsDevice: false } status)
            {
                return Answer.Refuse(path);
            }

            return change.Kind switch
            {
                ChangeKind.Mode => ChangeMode(link, path, status, (uint)change.Value & AllOfMode),
                ChangeKind.Owner => KeepOwner(path, status, (uint)change.Value, (uint)change.Group),
                _ => ChangeTimes(process, file, status, change),
            };
        }
        finally
        {
            Libc.Close(file);
        }
    }

    private static Answer ChangeMode(string link, string path, FileStatus status, uint mode)
    {
        if ((mode & SetIds) != 0)
        {
            return Answer.Refuse(path);
        }

        if (!status.IsOwn)
        {
            return Answer.Made(-ErrorName.NotPermitted);
        }

        fixed (byte* name = NativeText.Of(link))
        {
            return Result(Libc.Call(Call.ChangeModeAt, Opening.CurrentFolder, (nint)name, (nint)mode));
        }
    }

    // Programs that copy and unpack ask for what is so already.
    private static Answer KeepOwner(string path, FileStatus status, uint owner, uint group) =>
        (owner == AsItIs || owner == status.Owner) && (group == AsItIs || group == status.Group) ? Answer.Made(0) : Answer.Refuse(path);

    private static Answer ChangeTimes(int process, int file, FileStatus status, Change change)
    {
        var times = stackalloc byte[FileTimes.Size];
        var error = FileTimes.Read(process, change.Kind, change.Value, new Span<byte>(times, FileTimes.Size));
        if (error < 0 || !status.IsOwn)
        {
            return Answer.Made(error < 0 ? error : -ErrorName.NotPermitted);
        }

        fixed (byte* nothing = "\0"u8)
        {
            return Result(Libc.Call(Call.ChangeTimesAt, file, (nint)nothing, (nint)times, (nint)Change.MayBeEmpty));
        }
    }

    private static Answer Result(nint result) => Answer.Made(result < 0 ? -Libc.Error : 0);
}
