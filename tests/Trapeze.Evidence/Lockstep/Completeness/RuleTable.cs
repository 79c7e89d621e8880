using System.Collections.Immutable;
using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Completeness;

/// <summary>From every operation that ships to the machine's rules. What is added to what ships has to be added here, and then to a lockstep that does it.</summary>
public static class RuleTable
{
    private const string ForTheBase = "for the trusted base; no view changes by it";

    /// <summary>The public operations of the monitor and of activations.</summary>
    public static ImmutableArray<Entry> Monitor { get; } =
    [
        new("ReferenceMonitor.Start", [Rule.Start]),
        new("ReferenceMonitor.TryStart", [Rule.Start]),
        new("Activation.RaiseLabel", [Rule.RaiseLabel]),
        new("Activation.TryRaiseLabel", [Rule.RaiseLabel]),
        new("Activation.Send", [Rule.Send]),
        new("Activation.TrySend", [Rule.Send]),
        new("Activation.Receive", [Rule.Receive]),
        new("Activation.TryReceive", [Rule.Receive]),
        new("Activation.Invoke", [Rule.Invoke]),
        new("Activation.TryInvoke", [Rule.Invoke]),
        new("Activation.Declassify(String)", [Rule.Declassify]),
        new("Activation.TryDeclassify(String)", [Rule.Declassify]),
        new("Activation.Declassify(Channel)", [Rule.Declassify]),
        new("Activation.TryDeclassify(Channel)", [Rule.Declassify]),
        new("Activation.TryReply", [Rule.Reply]),
        new("Activation.TryCloseReply", [Rule.Fail]),
        new("Activation.FlowsTo", [], "decides nothing: what Send decides of a label, without a record"),
        new("Activation.End", [], "the machine's activation does nothing more when it has ended"),
    ];

    /// <summary>The DynamoDB operations that the store serves, by the names of their requests.</summary>
    public static ImmutableArray<Entry> Store { get; } =
    [
        new("GetItem", [Rule.Get]),
        new("BatchGetItem", [Rule.Get]),
        new("PutItem", [Rule.Write, Rule.ConditionalWrite]),
        new("DeleteItem", [Rule.Delete, Rule.ConditionalWrite]),
        new("UpdateItem", [Rule.ConditionalWrite]),
        new("BatchWriteItem", [Rule.Write, Rule.Delete]),
        new("Query", [Rule.List, Rule.Get]),
        new("Scan", [Rule.List, Rule.Get]),
        new("TransactGetItems", [Rule.Get]),
        new("TransactWriteItems", [Rule.ConditionalWrite]),
        new("ListTables", [], "a constant: what was declared"),
        new("CreateTable", [], "a constant: no table is made, whatever is stored"),
        new("DescribeTimeToLive", [], "a constant: it says what was declared, whatever is stored"),
        new("UpdateTimeToLive", [], "a constant: nothing changes by it"),
        new("DescribeTable", [], "a constant: it says what was declared, whatever is stored"),
    ];

    /// <summary>The store's own public operations.</summary>
    public static ImmutableArray<Entry> Owner { get; } =
    [
        new("FacetedStore.Open", [], ForTheBase),
        new("FacetedStore.Dispose", [], ForTheBase),
        new("FacetedStore.ClientFor", [], "gives the client whose operations have rules"),
        new("FacetedStore.ClientAt", [], "gives the client whose operations have rules"),
        new("FacetedStore.AdoptAsync", [], ForTheBase),
        new("FacetedStore.SweepAsync", [], ForTheBase),
        new("FacetedStore.InspectAsync", [], ForTheBase),
        new("FacetedStore.ExportAsync", [], ForTheBase),
        new("FacetedStore.ImportAsync", [], "for the trusted base; each facet is a write at its label"),
        new("FacetedStore.CompareAsync", [], ForTheBase),
    ];

    /// <summary>The kinds of decision that the monitor records, and the rule of each.</summary>
    public static ImmutableArray<Entry> Decisions { get; } =
    [
        new("Start", [Rule.Start]),
        new("RaiseLabel", [Rule.RaiseLabel]),
        new("Send", [Rule.Send]),
        new("Receive", [Rule.Receive]),
        new("Invoke", [Rule.Invoke]),
        new("Declassify", [Rule.Declassify]),
        new("Reply", [Rule.RaiseLabel, Rule.Reply]),
        new("Run", [Rule.Compute]),
    ];

    /// <summary>The machine's rules that nothing which ships obeys.</summary>
    public static ImmutableArray<(Rule Rule, string Why)> Unshipped { get; } =
    [
        (Rule.Compute, "the function's own code: neither monitor nor store is asked"),
    ];

    /// <summary>Every operation; decisions are counted with the operations that they are made for.</summary>
    public static IEnumerable<Entry> Operations => [.. Monitor, .. Store, .. Owner];
}
