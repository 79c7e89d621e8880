using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>The bounds of declassifiers, each of them.</summary>
internal static class DeclassifierMutants
{
    private const string Declassifier = "Trapeze.Core/Declassification/Declassifier.cs";
    private const string Activation = "Trapeze.Core/Activations/Activation.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("declassify-any-function", Declassifier, "!string.Equals(function, Function, StringComparison.Ordinal) ?", "false ?", "every function may use every declassifier"),
        new("declassify-any-sink", Declassifier, "!Sinks.Contains(sink) ?", "false ?", "a declassifier releases into anything"),
        new("declassify-any-label", Declassifier, "!at.FlowsTo(From) ?", "false ?", "a declassifier releases from any label") { IsVisibleOutside = true },
        new("declassify-label-flipped", Declassifier, "!at.FlowsTo(From) ?", "!From.FlowsTo(at) ?", "a declassifier releases from above its bound") { IsVisibleOutside = true },
        new("declassify-any-integrity", Declassifier, "Integrity is not null && !Integrity.FlowsTo(at.Integrity) ?", "false ?", "anybody may decide a release"),
        new("declassify-integrity-flipped", Declassifier, "!Integrity.FlowsTo(at.Integrity)", "!at.Integrity.FlowsTo(Integrity)", "who lacks integrity decides a release"),
        new("declassify-into-any-channel", Activation, "reason = reason == RefusalReason.None ? FlowReason(declassifier.To, sink.Label) : reason;", "", "what is released goes out on a channel below its target"),
        new("declassify-channel-forgets-bounds", Activation, "reason == RefusalReason.None ? FlowReason(declassifier.To, sink.Label) : reason;", "FlowReason(declassifier.To, sink.Label);", "into a channel, a declassifier has no bounds"),
        new("declassify-channel-flipped", Activation, "FlowReason(declassifier.To, sink.Label)", "FlowReason(sink.Label, declassifier.To)", "what is released goes out on channels below its target only"),
        new("declassify-channel-from-label", Activation, "FlowReason(declassifier.To, sink.Label)", "FlowReason(at, sink.Label)", "what is released goes out only where it could have gone before", Harm.Functional),
    ];
}
