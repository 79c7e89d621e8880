using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;

namespace Trapeze.Sandbox.Tracing.X64;

/// <summary>The calls of x86-64 that set whose a process is: to what it is already, as programs do that start others.</summary>
internal static class IdentityCalls
{
    private const uint AsItIs = uint.MaxValue;

    internal static IReadOnlyList<int> Numbers { get; } = [Call.SetUser, Call.SetGroup, Call.SetUsers, Call.SetGroups, Call.SetAllUsers, Call.SetAllGroups];

    /// <summary>Lets the process make it, if nothing is to change: the kernel lets it change nothing, either.</summary>
    internal static Answer Judge(int number, ReadOnlySpan<ulong> arguments)
    {
        var own = (uint)Libc.Call(number is Call.SetUser or Call.SetUsers or Call.SetAllUsers ? Call.EffectiveUser : Call.EffectiveGroup);
        var count = number switch
        {
            Call.SetUser or Call.SetGroup => 1,
            Call.SetUsers or Call.SetGroups => 2,
            _ => 3,
        };
        foreach (var wanted in arguments[..count])
        {
            if ((uint)wanted != own && (uint)wanted != AsItIs)
            {
                return Answer.Refuse(subject: null);
            }
        }

        return Answer.Make;
    }
}
