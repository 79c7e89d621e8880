using Amazon.DynamoDBv2;
using Trapeze.Core.Labels;
using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.DynamoDb.Protocol;
using Trapeze.Store.Engine;
using Trapeze.Store.Places;

namespace Trapeze.Store.Tests.DynamoDb.Protocol;

/// <summary>A table of clients under two offices, each of which gathers what clients file, and a board above both.</summary>
internal sealed class Offices
{
    private readonly Placement _placement = new(LabelOrder.CreateBuilder()
        .Declare("client", "id").Declare("desk").Declare("audit").Declare("board")
        .Below("client", "desk").Below("client", "audit").Below("desk", "board").Below("audit", "board").Build());

    internal Offices() => Sources = new SourceMap(_placement);

    internal SourceMap Sources { get; }

    internal StoredTable Table { get; } = new(new TableDefinition("Keys", new KeyDefinition("id", ScalarAttributeType.S)), 0);

    internal Filing FilingOf(string label) => _placement.FilingOf(_placement.Order.Parse(label));

    internal FilingSources FilesOf(string label) => Sources.Of(Table, FilingOf(label));

    internal SourceSet SightOf(string label) => Sources.Of(Table, label)!;

    /// <summary>The inboxes where <paramref name="reader"/> finds copies of what <paramref name="writer"/> wrote.</summary>
    internal List<Source> InboxesOf(string writer, string reader) => [.. FilesOf(writer).Inboxes.Where(inbox => SightOf(reader).LooksAt(inbox.Id))];

    internal StoredFacet Facet(string label, long number, Basis? basis = null) => new()
    {
        Uid = new Guid((int)number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
        Label = FilingOf(label).Text,
        Origin = FilesOf(label).Own.Id,
        Number = number,
        Basis = basis ?? Basis.Empty,
        Item = [(byte)number],
    };

    internal Basis Saw(params StoredFacet[] facets) => new([.. facets.Select(facet => (facet.Origin, facet.Number))]);

    internal Seen At(Source source, StoredFacet facet) => new(source, source.IsInbox ? facet.Arriving(1) : facet, SightOf(facet.Label));
}
