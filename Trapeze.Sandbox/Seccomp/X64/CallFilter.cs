using System.Collections.Immutable;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Tracing.X64;

namespace Trapeze.Sandbox.Seccomp.X64;

/// <summary>The filter of a confined process: what is not allowed is refused.</summary>
internal static class CallFilter
{
    private const uint Architecture = 0xC000_003E;

    // Calls of the 32-bit variant have this bit.
    private const uint OtherVariant = 0x4000_0000;
    private const uint NewNamespaces = 0x7E02_0080;

    // A child that the tracer would not be told of.
    private const uint Untraced = 0x0080_0000;

    // A filter's listener answers before the tracer is asked, and may say that the call goes on.
    private const uint NewListener = 8;

    private const uint ChangeMap = 35;

    // What it has and what it writes could not be counted any more.
    private const uint HideItself = 4;
    private const uint UnixFamily = 1;
    private const uint Streams = 1;
    private const uint Packets = 5;
    private const uint SocketFlags = 0x8_0800;

    // It connects, with what is sent.
    private const uint FastOpen = 0x2000_0000;

    // O_WRONLY, O_RDWR, O_CREAT, O_TRUNC.
    internal const uint ToWrite = 0x243;

    // The calls that make files, and which of their arguments has the mode.
    private static readonly (int Call, int Mode)[] Making = [(Call.Create, 1), (Call.MakeNode, 1), (Call.MakeNodeAt, 2)];

    // The calls that send, and which of their arguments has the flags.
    private static readonly (int Call, int Flags)[] Sending = [(Call.SendTo, 3), (Call.SendMessage, 2), (Call.SendMessages, 3)];

    /// <summary>A filter for processes that nobody traces: what a tracer would be asked about is refused.</summary>
    internal static IReadOnlyList<ulong> Untrace(IReadOnlyList<ulong> filter) =>
        [.. filter.Select(each => BpfProgram.With(each, (Verdict.Watch, Verdict.Allow), (Verdict.Deny, Verdict.Fail(ErrorName.NotPermitted)), (Verdict.Ask, Verdict.Fail(ErrorName.NotPermitted))))];

    /// <summary>What those are under who launch, and so all that they launch: all that is refused to programs, but what a launch does itself.</summary>
    /// <remarks>The kernel takes most of a tenth of a launch to translate it: so it does that once, and for each program that little which is left.</remarks>
    internal static IReadOnlyList<ulong> MakeCommon() => Make(Shown.Writes, launches: true);

    /// <summary>What the common filter leaves open: with it all is refused that <see cref="Make(Shown)"/> refuses.</summary>
    internal static IReadOnlyList<ulong> MakeRest()
    {
        var filter = new CallTable(Begin()).IfEqual(Call.Clone, AllowChild);
        foreach (var call in LaunchCalls.Numbers)
        {
            filter.IfEqual((uint)call, then => then.Say(Verdict.Deny));
        }

        return filter.Say(Verdict.Allow).Instructions;
    }

    /// <summary>The instructions.</summary>
    /// <param name="shown">What is shown of the calls that name paths.</param>
    internal static IReadOnlyList<ulong> Make(Shown shown = Shown.Writes) => Make(shown, launches: false);

    private static IReadOnlyList<ulong> Make(Shown shown, bool launches)
    {
        ImmutableArray<int> named = shown is Shown.Paths ? PathCalls.Numbers : [];
        var filter = new CallTable(Begin())
            .IfEqual(Call.Clone, launches ? then => then.Say(Verdict.Allow) : AllowChild)
            // Their flags are in memory, which may change: whoever asks falls back on those whose are not.
            .IfEqual(Call.Clone3, then => then.Say(Verdict.Fail(ErrorName.NoSuchCall)))
            .IfEqual(Call.OpenAt2, then => then.Say(Verdict.Fail(ErrorName.NoSuchCall)))
            .IfEqual(Call.Control, AllowedControls.Judge)
            .IfEqual(Call.Seccomp, then => then.LoadArgument(1).IfAny(NewListener, refuse => refuse.Say(Verdict.Deny)).Say(Verdict.Allow))
            // Of another process they would be Landlock's to refuse, which does not know them.
            .IfEqual(Call.ResourceLimit, AllowOfItself)
            .IfEqual(Call.SetAffinity, AllowOfItself)
            .IfEqual(Call.SetPriority, then => AllowOfItself(then.LoadArgument(0).IfNotEqual(0, refuse => refuse.Say(Verdict.Deny)), which: 1))
            .IfEqual(Call.ProcessControl, then => then.LoadArgument(0).IfEqual(ChangeMap, refuse => refuse.Say(Verdict.Deny)).IfEqual(HideItself, refuse => refuse.Say(Verdict.Deny)).Say(Verdict.Allow))
            .IfEqual(Call.SocketPair, AllowConnected)
            .IfEqual(Call.Open, then => AllowOpening(then, OpenCalls.FlagsOf(Call.Open), shown))
            .IfEqual(Call.OpenAt, then => AllowOpening(then, OpenCalls.FlagsOf(Call.OpenAt), shown));
        foreach (var (call, mode) in Making)
        {
            filter.IfEqual((uint)call, then => then.LoadArgument(mode).IfAny(OpenCalls.SetIds, refuse => refuse.Say(Verdict.Deny)).Say(Verdict.Allow));
        }

        foreach (var (call, flags) in Sending)
        {
            filter.IfEqual((uint)call, then => then.LoadArgument(flags).IfAny(FastOpen, refuse => refuse.Say(Verdict.Deny)).Say(Verdict.Allow));
        }

        filter.IfEqual(Call.SocketOption, AllowSettable);
        foreach (var call in AskedCalls.Numbers)
        {
            filter.IfEqual((uint)call, then => then.Say(Verdict.Ask));
        }

        foreach (var call in named)
        {
            filter.IfEqual((uint)call, then => then.Say(Verdict.Watch));
        }

        foreach (var (first, behind) in AllowedCalls.Runs(named))
        {
            filter.IfWithin((uint)first, (uint)behind, then => then.Say(Verdict.Allow));
        }

        foreach (var call in launches ? LaunchCalls.Numbers : [])
        {
            filter.IfEqual((uint)call, then => then.Say(Verdict.Allow));
        }

        return filter.Say(Verdict.Deny).Instructions;
    }

    private static BpfProgram Begin() => new BpfProgram()
        .LoadArchitecture().IfNotEqual(Architecture, then => then.Say(Verdict.Kill))
        .LoadNumber().IfNotLess(OtherVariant, then => then.Say(Verdict.Kill));

    private static void AllowChild(BpfProgram filter) => filter.LoadArgument(0).IfAny(NewNamespaces | Untraced, refuse => refuse.Say(Verdict.Deny)).Say(Verdict.Allow);

    private static void AllowOpening(BpfProgram filter, int flags, Shown shown) => filter
        .LoadArgument(flags).IfAny(OpenCalls.ToMake, made => made.LoadArgument(flags + 1).IfAny(OpenCalls.SetIds, refuse => refuse.Say(Verdict.Deny)).LoadArgument(flags))
        .IfAny(ToWrite, watch => watch.Say(Verdict.Watch)).Say(shown is Shown.Writes ? Verdict.Allow : Verdict.Watch);

    // A pair of datagram sockets could send to any other, by its path.
    private static void AllowConnected(BpfProgram filter) => filter
        .LoadArgument(0).IfNotEqual(UnixFamily, refuse => refuse.Say(Verdict.Deny))
        .LoadArgument(1).Without(SocketFlags).IfEqual(Streams, then => then.Say(Verdict.Allow)).IfEqual(Packets, then => then.Say(Verdict.Allow))
        .Say(Verdict.Deny);

    private static void AllowSettable(BpfProgram filter)
    {
        foreach (var (level, options) in SocketOptions.Settable)
        {
            filter.LoadArgument(1).IfEqual(level, of =>
            {
                of.LoadArgument(2);
                foreach (var option in options)
                {
                    of.IfEqual(option, then => then.Say(Verdict.Allow));
                }

                of.Say(Verdict.Deny);
            });
        }

        filter.Say(Verdict.Deny);
    }

    private static void AllowOfItself(BpfProgram filter) => AllowOfItself(filter, which: 0);

    private static void AllowOfItself(BpfProgram filter, int which) => filter.LoadArgument(which).IfNotEqual(0, refuse => refuse.Say(Verdict.Deny)).Say(Verdict.Allow);
}
