using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Seccomp.X64;

namespace Trapeze.Sandbox.Tests;

/// <summary>What is refused by the filter that all launches have in common and by the rest, which each program is under, is what the whole one refuses.</summary>
public sealed class CallFilterTests
{
    private const uint Architecture = 0xC000_003E;
    private const uint OtherArchitecture = 0x4000_0003;
    private const uint OtherVariant = 0x4000_0000;
    private const uint Beyond = 1_000;
    private const int MadeUp = 40;

    private const uint Allow = 0x7FFF_0000;

    public static TheoryData<bool> Traced => [true, false];

    [Theory]
    [MemberData(nameof(Traced))]
    public void CommonAndRest_Together_AreTheWhole(bool isTraced)
    {
        var (whole, common, rest) = (Of(CallFilter.Make(), isTraced), Of(CallFilter.MakeCommon(), isTraced), Of(CallFilter.MakeRest(), isTraced));
        foreach (var (architecture, number, arguments) in Calls())
        {
            Assert.Equal(Run(whole, architecture, number, arguments), Stricter(Run(common, architecture, number, arguments), Run(rest, architecture, number, arguments)));
        }
    }

    [Fact]
    public void Common_AllowsWhatALaunchNeeds_AndTheRestTakesItAway()
    {
        var (common, rest) = (Of(CallFilter.MakeCommon(), isTraced: true), Of(CallFilter.MakeRest(), isTraced: true));

        Assert.NotEmpty(LaunchCalls.Numbers);
        Assert.All(LaunchCalls.Numbers, call => Assert.Equal(Allow, Run(common, Architecture, (uint)call, new uint[6])));
        Assert.All(LaunchCalls.Numbers, call => Assert.NotEqual(Allow, Run(rest, Architecture, (uint)call, new uint[6])));
    }

    private static ulong[] Of(IReadOnlyList<ulong> filter, bool isTraced) => [.. isTraced ? filter : CallFilter.Untrace(filter)];

    // Every number there is, and some; the arguments by what filters ask about: bits, small numbers, and what is in neither.
    private static IEnumerable<(uint Architecture, uint Number, uint[] Arguments)> Calls()
    {
        var random = new Random(1);
        uint[] values = [0, 1, 2, 3, 4, 5, 8, 9, 13, 20, 35, 0x40, 0x80, 0x241, 0xC00, 0x5401, 0x5412, 0x4008_6602, 0x1000_0000, 0x2000_0000, 0x0080_0000, 0x0002_0000, 0x40_0040, uint.MaxValue];
        for (var number = 0U; number < Beyond; number++)
        {
            for (var time = 0; time < MadeUp; time++)
            {
                yield return (Architecture, number, [.. Enumerable.Range(0, 6).Select(_ => values[random.Next(values.Length)])]);
            }

            yield return (OtherArchitecture, number, new uint[6]);
            yield return (Architecture, number | OtherVariant, new uint[6]);
        }

        yield return (Architecture, uint.MaxValue, new uint[6]);
        yield return (Architecture, (uint)Call.Clone, [0x2000_0011, 0, 0, 0, 0, 0]);
    }

    // As the kernel does: the action that is the smaller number, as signed ones, wins.
    private static uint Stricter(uint one, uint other) => (int)(one & 0xFFFF_0000) <= (int)(other & 0xFFFF_0000) ? one : other;

    // What the kernel's interpreter does with the instructions that filters have.
    private static uint Run(ulong[] filter, uint architecture, uint number, uint[] arguments)
    {
        var loaded = 0U;
        for (var at = 0; ; at++)
        {
            var (code, ifTrue, ifFalse, value) = ((ushort)filter[at], (byte)(filter[at] >> 16), (byte)(filter[at] >> 24), (uint)(filter[at] >> 32));
            switch (code)
            {
                case 0x20:
                    loaded = value switch { 0 => number, 4 => architecture, _ => arguments[(value - 16) / 8] };
                    break;
                case 0x54:
                    loaded &= value;
                    break;
                case 0x05:
                    at += (int)value;
                    break;
                case 0x15:
                    at += loaded == value ? ifTrue : ifFalse;
                    break;
                case 0x35:
                    at += loaded >= value ? ifTrue : ifFalse;
                    break;
                case 0x45:
                    at += (loaded & value) != 0 ? ifTrue : ifFalse;
                    break;
                case 0x06:
                    return value;
                default:
                    throw new InvalidOperationException($"no instruction {code:x}");
            }
        }
    }
}
