using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>Which store a host opens, and what table it takes.</summary>
internal static class CompositionMutants
{
    private const string Policies = "Trapeze.Shim/Composition/PolicyInForce.cs";
    private const string Options = "Trapeze.Shim/Composition/TrapezeOptionsValidator.cs";
    private const string Backend = "Trapeze.Store/DynamoDbBackend.cs";
    private const string Store = "Trapeze.Store/FacetedStore.cs";
    private const string Shape = "Trapeze.Store/DynamoDb/Physical/TableShape.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("store-choice-forgotten", Policies, "stores.LastOrDefault()?.Backend ?? StoreOfPolicy.Embedded(options.Value.DataFolder)", "StoreOfPolicy.Embedded(options.Value.DataFolder)", "facets lie in the data folder, whatever the host chose", Harm.Functional),
        new("store-problems-untold", Options, "stores.LastOrDefault()?.Backend is { } store", "stores.Take(0).LastOrDefault()?.Backend is { } store", "a host says nothing of a store that cannot be", Harm.Functional),
        new("store-opens-anything", Store, "options.Backend?.Problems() is [_, ..] problems", "options.Backend?.Problems() is [_, _, _, _, _, _, ..] problems", "a backend that cannot be is tried", Harm.Functional),
        new("table-name-any", Backend, "text is not null && Name().IsMatch(text)", "text is not null", "any text is a table's name", Harm.Functional),
        new("table-address-any", Backend, "url is { IsAbsoluteUri: true, Scheme: \"http\" or \"https\", PathAndQuery: \"/\" }", "url is not null", "any text is a service's address", Harm.Functional),
        new("table-key-any", Shape, "return keys != Keys ?", "return keys.Length == 0 ?", "another's table is taken for the store's", Harm.Functional),
        new("table-with-global-index", Shape, "table.GlobalSecondaryIndexes is [_, ..] || table.LocalSecondaryIndexes is [_, ..]", "table.LocalSecondaryIndexes is [_, ..]", "an index keeps copies of hidden facets"),
        new("table-with-local-index", Shape, "table.GlobalSecondaryIndexes is [_, ..] || table.LocalSecondaryIndexes is [_, ..]", "table.GlobalSecondaryIndexes is [_, ..]", "an index keeps copies of hidden facets"),
        new("table-with-stream", Shape, "table.StreamSpecification?.StreamEnabled == true", "false", "a stream hands on facets of every label"),
        new("table-with-replicas", Shape, "table.Replicas is [_, ..]", "false", "a condition holds in one region and not in the other", Harm.Functional),
    ];
}
