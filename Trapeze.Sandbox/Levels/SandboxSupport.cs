using System.Collections.Immutable;
using Trapeze.Sandbox.Landlock;
using Trapeze.Sandbox.Namespaces;

namespace Trapeze.Sandbox.Levels;

/// <summary>What this machine has of what confines programs.</summary>
public sealed record SandboxSupport
{
    private static readonly SandboxLayer[] Always = [SandboxLayer.Landlock, SandboxLayer.Seccomp, SandboxLayer.NoNewPrivileges, SandboxLayer.DroppedCapabilities];

    /// <summary>Each layer, and whether it is there.</summary>
    public required ImmutableArray<LayerSupport> Layers { get; init; }

    /// <summary>The highest level that runs reach here; <see langword="null"/> if none is.</summary>
    public SandboxLevel? Highest => Choose(SandboxRequirement.Untraced, needsProcessFiles: false) is { Problem: null } choice ? choice.Rung.Level : null;

    /// <summary>The version of Landlock.</summary>
    internal int Landlock { get; init; }

    /// <summary>How namespaces are made, if all that are needed can be.</summary>
    internal NamespaceWay Way { get; init; }

    /// <summary>Whether a layer is there, and how or why not.</summary>
    public LayerSupport this[SandboxLayer layer] => Layers.FirstOrDefault(each => each.Layer == layer) ?? new LayerSupport(layer, IsThere: false, "it was not asked for");

    /// <summary>All of it, for people, a line a layer.</summary>
    public override string ToString() => string.Join('\n', Layers.Select(layer => $"{(layer.IsThere ? "yes" : "no ")} {layer.Layer}: {layer.Detail}").Append(
        Choose(SandboxRequirement.Default, needsProcessFiles: false) is { Problem: { } problem } ? $"{nameof(Sandbox)} runs nothing by default: {problem}" : $"level: {Highest}"));

    /// <summary>The most that a run can have here, if that is enough.</summary>
    internal RungChoice Choose(SandboxRequirement required, bool needsProcessFiles, bool needsNetwork = false)
    {
        if (Always.Select(layer => this[layer]).FirstOrDefault(layer => !layer.IsThere) is { } missing)
        {
            return RungChoice.Refused($"no {missing.Layer} on this machine ({missing.Detail}), without which nothing is run");
        }

        var (way, without) = WayOf(needsProcessFiles);
        if (way == NamespaceWay.None && Landlock < Ruleset.WithScopes)
        {
            return RungChoice.Refused($"Landlock has version {Landlock} here: version {Ruleset.WithScopes} is needed, or namespaces, of which there are none ({without})");
        }

        if (way == NamespaceWay.None && required.IsInNamespaces)
        {
            return RungChoice.Refused($"no namespaces on this machine ({without}), which the rules require");
        }

        var tracing = this[SandboxLayer.Tracing];
        if (!tracing.IsThere && needsNetwork)
        {
            return RungChoice.Refused($"no {tracing.Layer} on this machine ({tracing.Detail}), and ports are granted, to which it is the tracer that connects");
        }

        return !tracing.IsThere && required.IsTraced
            ? RungChoice.Refused($"no {tracing.Layer} on this machine ({tracing.Detail}), which the rules require: require `{nameof(WeakerSandbox)}.{nameof(WeakerSandbox.WithoutTracing)}` to give up what it decides")
            : RungChoice.Of(new Rung(tracing.IsThere, way, Landlock, needsNetwork));
    }

    private (NamespaceWay Way, string Without) WayOf(bool needsProcessFiles)
    {
        var missing = Layers.FirstOrDefault(layer => !layer.IsThere && layer.Layer is >= SandboxLayer.MountNamespace and not SandboxLayer.ProcessFiles);
        if (Way == NamespaceWay.None || missing is not null)
        {
            return (NamespaceWay.None, $"{missing?.Layer}: {missing?.Detail}");
        }

        return needsProcessFiles && this[SandboxLayer.ProcessFiles] is { IsThere: false } files
            ? (NamespaceWay.None, $"`/proc` is granted, and {files.Layer}: {files.Detail}")
            : (Way, "");
    }
}
