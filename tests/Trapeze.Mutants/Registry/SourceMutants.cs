using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>Where events come in from outside: what the policy says of the places.</summary>
internal static class SourceMutants
{
    private const string Section = "Trapeze.Policy/Sections/SourcesSection.cs";
    private const string Labels = "Trapeze.Policy/Labels/LabelReader.cs";
    private const string Bad = "Trapeze.Policy/BadPolicy";
    private const string Policy = "Trapeze.Policy/SourcePolicy";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("source-unsigned-bottom", Section, "LabelReader.Read(text, LabelPlace.Unsigned, names, problems)?.Bind(Bindings.None)", "LabelReader.Read(text, LabelPlace.Unsigned, names, problems) is null ? null : names.Order.Bottom", "what has no envelope is everybody's, whatever the policy says") { Near = Policy },
        new("source-unsigned-by-default", Section, "?.Bind(Bindings.None) : null;", "?.Bind(Bindings.None) : names.Order.Bottom;", "what has no envelope is everybody's if the policy says nothing") { Near = Policy },
        new("source-unsigned-vouched", Labels, "if (_place is LabelPlace.Unsigned)", "if (false)", "what nobody signed can be vouched for") { Near = Bad },
        new("source-unsigned-named", Labels, "when _place is LabelPlace.Anonymous or LabelPlace.Callers or LabelPlace.Unsigned:", "when _place is LabelPlace.Anonymous or LabelPlace.Callers:", "the label of what has no envelope can wait for a name", Harm.Functional) { Near = Bad },
        new("source-twice", Section, "!_resources.TryAdd((kind, resource.Text), source)", "false", "one place can be two sources of two labels") { Near = Bad },
        new("source-table-relabelled", Section, "if (form is { Kind: SourceKind.DynamoDb } && fields.Key(\"unsigned\") is { } place)", "if (form is null && fields.Key(\"unsigned\") is { } place)", "a table's facets can be given another label than their own") { Near = Bad },
    ];
}
