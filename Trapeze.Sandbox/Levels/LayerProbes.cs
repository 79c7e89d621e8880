using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Landlock;
using Trapeze.Sandbox.Launching;
using Trapeze.Sandbox.Namespaces;
using Trapeze.Sandbox.Views;
using Trapeze.Sandbox.Zygotes;

namespace Trapeze.Sandbox.Levels;

/// <summary>How each layer is tried: by what a launch does for it.</summary>
internal sealed class LayerProbes(Prober prober)
{
    private const int VersionOnly = 1;
    private const int TraceMe = 0;
    private const int ChildSignal = 17;

    private static readonly (SandboxLayer Layer, NamespaceKinds Kind)[] OwnNamespaces =
    [
        (SandboxLayer.MountNamespace, NamespaceKinds.Mount),
        (SandboxLayer.ProcessNamespace, NamespaceKinds.Process),
        (SandboxLayer.NetworkNamespace, NamespaceKinds.Network),
        (SandboxLayer.IpcNamespace, NamespaceKinds.Ipc),
        (SandboxLayer.UtsNamespace, NamespaceKinds.Uts),
        (SandboxLayer.ControlGroupNamespace, NamespaceKinds.ControlGroup),
    ];

    /// <summary>Tries them all.</summary>
    internal SandboxSupport Run()
    {
        var version = prober.Ask(script => script.AddWith(Call.CreateRuleset, CallFlags.Tells, 0, 0, VersionOnly)) is { Problem: null } told ? (int)told.ResultOf(Call.CreateRuleset) : 0;
        var isUserThere = prober.Ask(script => script.BecomeAble(NamespaceWay.InUserNamespace));
        var privileged = Namespaces(NamespaceWay.Privileged);
        var (way, namespaces) = privileged.All(layer => layer.IsThere) || isUserThere.Problem is not null
            ? (NamespaceWay.Privileged, privileged)
            : (NamespaceWay.InUserNamespace, Namespaces(NamespaceWay.InUserNamespace));
        return new SandboxSupport
        {
            Landlock = version,
            Way = namespaces.All(layer => layer.IsThere || layer.Layer is SandboxLayer.ProcessFiles) ? way : NamespaceWay.None,
            Layers =
            [
                Layer(SandboxLayer.Landlock, prober.Ask(script => Restrict(script, version)), $"version {version}"),
                Layer(SandboxLayer.NoNewPrivileges, prober.Ask(LaunchScript.AddNoNewPrivileges), "there"),
                Layer(SandboxLayer.DroppedCapabilities, prober.Ask(LaunchScript.AddNoCapabilities), "there"),
                Layer(SandboxLayer.Seccomp, prober.Ask(Filter), "there"),
                Layer(SandboxLayer.Tracing, prober.Ask(script => script.AddWith(Call.Trace, CallFlags.Tells, TraceMe)), "there"),
                Layer(SandboxLayer.UserNamespace, isUserThere, "there"),
                .. namespaces,
            ],
        };
    }

    private static void Restrict(Script script, int version)
    {
        script.Add(Call.CreateRuleset, script.Bytes([(byte)FileRights.ReadFile, 0, 0, 0, 0, 0, 0, 0]), sizeof(ulong), 0);
        var rules = script.Opened();
        LaunchScript.AddNoNewPrivileges(script);
        script.Add(Call.RestrictSelf, version > 0 ? rules : -1, 0);
    }

    private static void Filter(Script script)
    {
        LaunchScript.AddNoNewPrivileges(script);
        LaunchScript.AddWholeFilter(script, isTraced: false);
    }

    private List<LayerSupport> Namespaces(NamespaceWay way)
    {
        var detail = way == NamespaceWay.Privileged ? "by this process's privileges" : "in a user namespace";
        return
        [
            .. OwnNamespaces.Select(each => Layer(each.Layer, prober.Ask(script =>
            {
                script.BecomeAble(way);
                if (each.Kind == NamespaceKinds.Mount)
                {
                    script.MakeView(new ViewPlan([], hasTemporary: true));
                    script.MakeFilesystem("tmpfs", MountSteps.NoSetUser);
                }
                else
                {
                    script.Leave(each.Kind);
                }
            }), detail)),
            Layer(SandboxLayer.ProcessFiles, prober.Ask(script =>
            {
                script.BecomeAble(way);
                script.Leave(NamespaceKinds.Process | NamespaceKinds.Mount);
                script.AddWith(Call.Clone, CallFlags.Keeps, ChildSignal);
                script.MakeFilesystem("proc", MountSteps.NoSetUser);
            }), detail),
        ];
    }

    private static LayerSupport Layer(SandboxLayer layer, ProbeAnswer answer, string detail) => new(layer, answer.Problem is null, answer.Problem ?? detail);
}
