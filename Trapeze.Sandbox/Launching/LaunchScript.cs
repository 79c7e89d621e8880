using System.Globalization;
using System.Runtime.InteropServices;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Landlock;
using Trapeze.Sandbox.Namespaces;
using Trapeze.Sandbox.Rules;
using Trapeze.Sandbox.Seccomp;
using Trapeze.Sandbox.Seccomp.X64;
using Trapeze.Sandbox.Views;
using Trapeze.Sandbox.Zygotes;

namespace Trapeze.Sandbox.Launching;

/// <summary>What a child does from its birth to its program: gives up what it could do, and then becomes it.</summary>
internal static class LaunchScript
{
    private const int ChildSignal = 17;
    private const int SetMask = 2;
    private const int NoNewPrivileges = 38;
    private const uint CapabilityVersion = 0x2008_0522;
    private const int CapabilitySets = 24;
    private const int SignalActionSize = 32;
    private const int MarkCloseOnExec = 4;
    private const int SetFilter = 1;

    private const int DieWithParent = 1;
    private const int AdoptOrphans = 36;
    private const int Killing = 9;

    // Hangup, interrupt, quit, pipe, terminate: the runtime ignores one of them, and those who start processes some others.
    private static readonly int[] Ignorable = [1, 2, 3, 13, 15];
    private static readonly (byte[] Traced, byte[] Untraced) Whole = Both(CallFilter.Make());
    private static readonly (byte[] Traced, byte[] Untraced) Common = Both(CallFilter.MakeCommon());
    private static readonly (byte[] Traced, byte[] Untraced) Rest = Both(CallFilter.MakeRest());
    private static readonly Lazy<byte[]> ShowingOpens = new(() => BytesOf(CallFilter.Make(Shown.Opens)));
    private static readonly Lazy<byte[]> ShowingPaths = new(() => BytesOf(CallFilter.Make(Shown.Paths)));

    internal static Script Of(LaunchPlan plan, LaunchDescriptors descriptors)
    {
        var script = new Script();
        script.Send(descriptors.News);
        var (input, output, errors, rules) = (script.Send(descriptors.Input), script.Send(descriptors.Output), script.Send(descriptors.Errors), script.Send(plan.Ruleset.Descriptor));
        var view = descriptors.View is { } namespaceThere ? script.Send(namespaceThere) : (int?)null;
        script.AddWith(Call.Clone, CallFlags.Forks, ChildSignal | (long)(plan.IsInNamespaces ? NamespaceKinds.Process : NamespaceKinds.None));
        script.AddWith(Call.SignalAction, CallFlags.MayFail, ChildSignal, script.Bytes(new byte[SignalActionSize]), 0, sizeof(ulong));
        if (view is { } there)
        {
            AddView(script, plan, there, rules);
        }

        script.Add(Call.ChangeFolder, script.Text(plan.Command.WorkingFolder));
        if (plan.IsKept)
        {
            AddKeeper(script, plan);
        }

        script.Add(Call.NewSession);
        script.Add(Call.Duplicate, input, 0);
        script.Add(Call.Duplicate, output, 1);
        script.Add(Call.Duplicate, errors, 2);

        // What this process ignores and blocks would be so after the program has begun.
        foreach (var signal in Ignorable)
        {
            script.Add(Call.SignalAction, signal, script.Bytes(new byte[SignalActionSize]), 0, sizeof(ulong));
        }

        script.Add(Call.SignalMask, SetMask, script.Bytes(new byte[sizeof(ulong)]), 0, sizeof(ulong));
        foreach (var (resource, most) in ResourcesOf(plan.Rules.Limits))
        {
            script.Add(Call.ResourceLimit, 0, resource, script.Bytes(MemoryMarshal.AsBytes((ReadOnlySpan<long>)[most, most])), 0);
        }

        AddNoNewPrivileges(script);
        AddNoCapabilities(script);
        script.Add(Call.RestrictSelf, rules, 0);
        script.Add(Call.CloseRange, 3, uint.MaxValue, MarkCloseOnExec);
        AddFilter(script, FilterFor(plan));
        script.Add(
            Call.Execute,
            script.Text(plan.Command.Program),
            script.Texts(plan.Command.Arguments.Prepend(plan.Command.Program)),
            script.Texts(plan.Command.Environment.OrderBy(each => each.Key, StringComparer.Ordinal).Select(each => $"{each.Key}={each.Value}")));
        return script;
    }

    /// <summary>No program gives privileges from here on.</summary>
    internal static void AddNoNewPrivileges(Script script) => script.Add(Call.ProcessControl, NoNewPrivileges, 1, 0, 0, 0);

    /// <summary>Gives up all privileges.</summary>
    internal static void AddNoCapabilities(Script script) =>
        script.Add(Call.SetCapabilities, script.Bytes(MemoryMarshal.AsBytes((ReadOnlySpan<uint>)[CapabilityVersion, 0])), script.Bytes(new byte[CapabilitySets]));

    /// <summary>Has the kernel refuse, to this process, what no rule allows.</summary>
    internal static void AddWholeFilter(Script script, bool isTraced) => AddFilter(script, isTraced ? Whole.Traced : Whole.Untraced);

    /// <summary>Has the kernel refuse, to this process and all that it launches, what no launch needs and no rule allows.</summary>
    internal static void AddCommonFilter(Script script, bool isTraced)
    {
        AddNoNewPrivileges(script);
        AddFilter(script, isTraced ? Common.Traced : Common.Untraced);
    }

    // What the common filter leaves open; or all of it once more, where more is shown.
    private static byte[] FilterFor(LaunchPlan plan) =>
        !plan.Rung.IsTraced ? Rest.Untraced : plan.Shown is Shown.Paths ? ShowingPaths.Value : plan.Shown is Shown.Opens ? ShowingOpens.Value : Rest.Traced;

    private static void AddFilter(Script script, byte[] filter)
    {
        script.Add(Call.Seccomp, SetFilter, 0, script.Counted(filter.Length / sizeof(ulong), script.Bytes(filter)));
    }

    // What is of the run alone is made where it still may be; the view shows nothing that could be copied.
    private static void AddView(Script script, LaunchPlan plan, int view, int rules)
    {
        var access = plan.View.AccessTo(ViewPlan.Processes);
        int? processes = plan.View.HasProcesses ? script.MakeFilesystem("proc", MountSteps.AttributesFor(access) | MountSteps.NoDevices | MountSteps.NoExecution) : null;
        int? temporary = plan.Rules.Temporary is { } folder
            ? script.MakeFilesystem("tmpfs", MountSteps.AttributesFor(PathAccess.Write) | MountSteps.NoDevices, ("mode", "1777"), ("size", folder.Size.ToString(CultureInfo.InvariantCulture)))
            : null;
        if (processes is { } files)
        {
            AddRule(script, rules, plan.Ruleset.RuleOf(files, LaunchPlan.RightsOf(access)));
        }

        if (temporary is { } own)
        {
            AddRule(script, rules, plan.Ruleset.RuleOf(own, LaunchPlan.RightsOf(PathAccess.Read | PathAccess.Write)));
        }

        script.Add(Call.EnterNamespace, view, (long)NamespaceKinds.Mount);
        script.MakeOwn(plan.View, processes, temporary);
    }

    // In namespaces it is the first process, with whose end the kernel ends all others; elsewhere, those whose parents have ended become its children.
    private static void AddKeeper(Script script, LaunchPlan plan)
    {
        if (!plan.Rung.IsTraced)
        {
            script.Add(Call.ProcessControl, DieWithParent, Killing, 0, 0, 0);
            script.Add(Call.ProcessControl, AdoptOrphans, 1, 0, 0, 0);
        }

        script.AddWith(Call.Clone, CallFlags.Keeps, ChildSignal);
        if (!plan.Rung.IsTraced)
        {
            script.Add(Call.ProcessControl, DieWithParent, Killing, 0, 0, 0);
        }
    }

    private static void AddRule(Script script, int rules, byte[] rule) => script.Add(Call.AddRule, rules, Ruleset.BeneathPath, script.Bytes(rule), 0);

    private static (byte[] Traced, byte[] Untraced) Both(IReadOnlyList<ulong> filter) => (BytesOf(filter), BytesOf(CallFilter.Untrace(filter)));

    private static byte[] BytesOf(IReadOnlyList<ulong> filter) => MemoryMarshal.AsBytes(filter.ToArray().AsSpan()).ToArray();

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
