using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>The rules of the reference machine: the levels that look at nothing else can fail too.</summary>
internal static class MachineMutants
{
    private const string Machine = "tests/Trapeze.ReferenceMachine/Machine.cs";
    private const string Facets = "tests/Trapeze.ReferenceMachine/Facets.cs";
    private const string Label = "tests/Trapeze.ReferenceMachine/Label.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("machine-start-above-reply", Machine, "|| (asked.ReplyLabel is { } reply && !asked.Label.FlowsTo(reply))", "", "an event starts above its reply"),
        new("machine-raise-down", Machine, "!at.Label.FlowsTo(to) || !Permits(at, to)", "!Permits(at, to)", "a label can be lowered"),
        new("machine-raise-anywhere", Machine, "!at.Label.FlowsTo(to) || !Permits(at, to)", "!at.Label.FlowsTo(to)", "a label rises past the clearance", Harm.Functional),
        new("machine-reply-not-cut", Machine, "var closes = at.ReplyIsOpen && !to.FlowsTo(at.ReplyLabel!.Value);", "var closes = false;", "a raise above the reply leaves it open"),
        new("machine-reply-twice", Machine, "return at.ReplyIsOpen ? move.Then(", "return at.ReplyLabel is not null ? move.Then(", "a reply goes out after it was closed"),
        new("machine-send-unchecked", Machine, "return move.Activation.Label.FlowsTo(channel.Label)", "return channel is not null", "everything goes out everywhere"),
        new("machine-receive-unchecked", Machine, "return policy.Channels[channel].Answers.FlowsTo(at.Label)", "return channel >= 0", "answers come in above the label"),
        new("machine-invoke-unchecked", Machine, "if (!move.Activation.Label.FlowsTo(to))", "if (false)", "events start activations below"),
        new("machine-declassify-any-function", Machine, "declassifier.Function == at.Function && (declassifier", "(declassifier", "every function may use every declassifier", Harm.Functional),
        new("machine-declassify-any-label", Machine, "&& at.Label.FlowsTo(declassifier.From)", "", "a declassifier releases from any label", Harm.Functional),
        new("machine-declassify-any-integrity", Machine, "&& Label.FormulaFlows(declassifier.Integrity, at.Label.Integrity)", "", "anybody may decide a release"),
        new("machine-declassify-any-channel", Machine, "&& (move.Instruction.Sink != Sinks.Channel || declassifier.To.FlowsTo(policy.Channels[move.Instruction.SinkSubject].Label))", "", "what is released goes out below its target"),
        new("machine-released-whole", "tests/Trapeze.ReferenceMachine/Declassifier.cs", "Released(int value) => value & 1;", "Released(int value) => value;", "a declassifier releases everything", Harm.Functional),
        new("machine-get-all", Facets, "if (facet.Label.FlowsTo(label)) {", "{", "a read gives the newest facet, whoever reads"),
        new("machine-tombstone-skipped", Facets, "if (facet.Label.FlowsTo(label)) {", "if (facet.Label.FlowsTo(label) && facet.Value is not null) {", "older facets reappear behind a tombstone", Harm.Functional),
        new("machine-write-drops-below", Facets, "if (!label.FlowsTo(older.Label)) { written", "if (!older.Label.FlowsTo(label)) { written", "a write drops what is below it") { With = [new(Facets, "kept += label.FlowsTo(older.Label) ? 0 : 1;", "kept += older.Label.FlowsTo(label) ? 0 : 1;")] },
        new("machine-write-drops-all", Facets, "return written;", "return [written[0]];", "a write drops every other facet"),
        new("machine-list-all", Machine, "if (Facets.Get(move.State.Store[key], at.Label) is not null)", "if (move.State.Store[key].Length > 0)", "a list shows keys that only others have"),
        new("machine-condition-on-newest", Machine, "var old = Facets.Get(move.Facets, move.Activation.Label);", "var old = move.Facets.Length > 0 ? move.Facets[0].Value : null;", "a condition tests what is hidden"),
        new("machine-fail-silently", Machine, "return move.Then(at with { ReplyIsOpen = false, Position = policy.Functions[at.Function].Code.Length }, output);", "return move.Then(at with { ReplyIsOpen = at.ReplyIsOpen, Position = policy.Functions[at.Function].Code.Length }, output);", "a crash leaves the reply open", Harm.Functional),
        new("machine-flow-any-secrecy", Label, "FormulaFlows(Secrecy, other.Secrecy) &&", "", "secrecy does not count in ⊑", Harm.Functional),
        new("machine-flow-any-integrity", Label, "&& FormulaFlows(other.Integrity, Integrity)", "", "integrity does not count in ⊑", Harm.Functional),
        new("machine-join-left", Label, "new(Secrecy & other.Secrecy, Integrity | other.Integrity)", "this", "⊔ is its left side", Harm.Functional),
    ];
}
