using System.Runtime.InteropServices;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Rules;
using Trapeze.Sandbox.Seccomp.X64;
using Trapeze.Sandbox.Zygotes;

namespace Trapeze.Sandbox.Launching;

/// <summary>What a child does from its birth to its program: gives up what it could do, and then becomes it.</summary>
internal static class LaunchScript
{
    private const int ChildSignal = 17;
    private const int PipeSignal = 13;
    private const int SetMask = 2;
    private const int NoNewPrivileges = 38;
    private const uint CapabilityVersion = 0x2008_0522;
    private const int CapabilitySets = 24;
    private const int SignalActionSize = 32;
    private const int MarkCloseOnExec = 4;
    private const int SetFilter = 1;

    private static readonly byte[] Filter = MemoryMarshal.AsBytes(CallFilter.Make().ToArray().AsSpan()).ToArray();
    private static readonly int FilterLength = Filter.Length / sizeof(ulong);

    /// <param name="command">The program.</param>
    /// <param name="limits">Its limits.</param>
    /// <param name="descriptors">Its descriptors.</param>
    internal static Script Of(SandboxCommand command, SandboxLimits limits, LaunchDescriptors descriptors)
    {
        var script = new Script();
        script.Send(descriptors.Failure);
        var (input, output, errors, rules) = (script.Send(descriptors.Input), script.Send(descriptors.Output), script.Send(descriptors.Errors), script.Send(descriptors.Rules));
        script.AddWith(Call.Clone, CallFlags.Forks, ChildSignal);
        script.AddWith(Call.SignalAction, CallFlags.MayFail, ChildSignal, script.Bytes(new byte[SignalActionSize]), 0, sizeof(ulong));
        script.Add(Call.NewSession);
        script.Add(Call.Duplicate, input, 0);
        script.Add(Call.Duplicate, output, 1);
        script.Add(Call.Duplicate, errors, 2);
        script.Add(Call.ChangeFolder, script.Text(command.WorkingFolder));

        // What this runtime ignores and blocks would be so after the program has begun.
        script.Add(Call.SignalAction, PipeSignal, script.Bytes(new byte[SignalActionSize]), 0, sizeof(ulong));
        script.Add(Call.SignalMask, SetMask, script.Bytes(new byte[sizeof(ulong)]), 0, sizeof(ulong));
        foreach (var (resource, most) in ResourcesOf(limits))
        {
            script.Add(Call.ResourceLimit, 0, resource, script.Bytes(MemoryMarshal.AsBytes((ReadOnlySpan<long>)[most, most])), 0);
        }

        script.Add(Call.ProcessControl, NoNewPrivileges, 1, 0, 0, 0);
        script.Add(Call.SetCapabilities, script.Bytes(MemoryMarshal.AsBytes((ReadOnlySpan<uint>)[CapabilityVersion, 0])), script.Bytes(new byte[CapabilitySets]));
        script.Add(Call.RestrictSelf, rules, 0);
        script.Add(Call.CloseRange, 3, uint.MaxValue, MarkCloseOnExec);
        script.Add(Call.Seccomp, SetFilter, 0, script.Counted(FilterLength, script.Bytes(Filter)));
        script.Add(
            Call.Execute,
            script.Text(command.Program),
            script.Texts(command.Arguments.Prepend(command.Program)),
            script.Texts(command.Environment.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}={each.Value}")));
        return script;
    }

    private static IEnumerable<(int Resource, long Most)> ResourcesOf(SandboxLimits limits)
    {
        const int ProcessorTime = 0;
        const int FileSize = 1;
        const int CoreSize = 4;
        const int AddressSpace = 9;
        yield return (CoreSize, 0);
        yield return (FileSize, limits.FileSize);
        if (limits.ProcessorSeconds is { } seconds)
        {
            yield return (ProcessorTime, seconds);
        }

        if (limits.AddressSpace is { } bytes)
        {
            yield return (AddressSpace, bytes);
        }
    }
}
