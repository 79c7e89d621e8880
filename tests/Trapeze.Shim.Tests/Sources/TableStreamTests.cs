using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Shim.Tests.Sources.Stage;
using Trapeze.Store;
using Trapeze.Store.DynamoDb.Layout;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.Engine;
using Trapeze.Store.Items;
using Trapeze.Store.Places;

namespace Trapeze.Shim.Tests.Sources;

/// <summary>What the store's table tells in its stream: each facet at its own label, once, and nothing of what lies beside.</summary>
public sealed class TableStreamTests : IAsyncLifetime
{
    private readonly SourceStage _stage = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _stage.DisposeAsync();

    [Fact]
    public async Task Facets_RunEachAtTheirOwnLabel()
    {
        var reply = await _stage.RunAsync(AwsEvents.DynamoDb("facets", [("1", Image("client(alice)")), ("2", Image("public")), ("3", Image("client(bob) & client(alice)"))]));

        Assert.Empty(SourceStage.Failures(reply));
        Assert.Equal(["public", "client(alice)", "client(alice) & client(bob)"], Started().OrderBy(label => label.Length));
        Assert.Single(Started(), label => label == "public");
    }

    [Fact]
    public void Facet_IsTold_WithItsTableAndItem()
    {
        var record = Assert.Single(_stage.Read(AwsEvents.DynamoDb("facets", [("1", Image("owner"))])).Records);

        Assert.Equal(("dynamodb:written", "1", "owner", true), (record.Source, record.Id, record.FacetLabel, record.Lane is not null));
        using var body = JsonDocument.Parse(record.Body);
        Assert.Equal("deeds", body.RootElement.GetProperty("table").GetString());
        Assert.False(body.RootElement.GetProperty("deleted").GetBoolean());
        Assert.Equal("""{"id":"k","n":5}""", body.RootElement.GetProperty("item").GetRawText());
    }

    [Fact]
    public void Tombstone_IsTold_WithoutAnItem()
    {
        using var body = JsonDocument.Parse(Assert.Single(_stage.Read(AwsEvents.DynamoDb("facets", [("1", Image("owner", isDeleted: true))])).Records).Body);

        Assert.Equal((true, JsonValueKind.Null), (body.RootElement.GetProperty("deleted").GetBoolean(), body.RootElement.GetProperty("item").ValueKind));
    }

    // A copy that a label files for those above lies elsewhere, under the same record.
    [Fact]
    public void CopiesNotesAndRemovals_AreNoRecords()
    {
        var copy = Image("public");
        copy["p"] = new JsonObject { ["S"] = $"{SourceDigest.Of("deeds", "somewhere", "inbox")}0" };
        var note = Image("public");
        note.Remove("m");

        Assert.Empty(_stage.Read(AwsEvents.DynamoDb("facets", [("1", copy), ("2", note), ("3", null), ("4", Image("public", table: "others"))])).Records);
    }

    // To say another label than that of the cell where it lies is to be no facet.
    [Fact]
    public void Facet_RelabelledInItsRecord_IsNone()
    {
        var image = Image("owner");
        image["m"] = Image("public", cellOf: "owner")["m"]!.DeepClone();

        Assert.Empty(_stage.Read(AwsEvents.DynamoDb("facets", [("1", image)])).Records);
    }

    [Fact]
    public void Record_ThatIsCutOff_MakesTheBatchNone()
    {
        var image = Image("owner");
        var record = Convert.FromBase64String(image["m"]!["B"]!.GetValue<string>());
        image["m"] = new JsonObject { ["B"] = Convert.ToBase64String(record[..^10]) };

        Assert.False(_stage.Reads(AwsEvents.DynamoDb("facets", [("1", image)])));
    }

    private IEnumerable<string> Started() => _stage.Audit.Where(record => record.Decision.IsAllowed && record.Decision.Rule == Core.Activations.Rule.Start).Select(record => $"{record.Label}");

    private JsonObject Image(string label, string table = "deeds", bool isDeleted = false, string? cellOf = null)
    {
        var text = $"{_stage.Label(label)}";
        var stored = new StoredTable(new TableDefinition(table, new KeyDefinition("id", ScalarAttributeType.S)), 0);
        var cell = new SourceMap(new Placement(_stage.Flow.Order)).CellOf(stored, $"{_stage.Label(cellOf ?? label)}")!.Id;
        var item = new Dictionary<string, AttributeValue>(StringComparer.Ordinal) { ["id"] = new AttributeValue { S = "k" }, ["n"] = new AttributeValue { N = "5" } };
        var facet = new StoredFacet { Uid = Guid.NewGuid(), Label = text, Origin = cell, Number = 1, Basis = Basis.Empty, Item = isDeleted ? null : ItemCodec.Encode(item) };
        var attributes = FacetAttributes.KeyOf(new PhysicalKey($"{cell}3", Encoding.UTF8.GetBytes("k")));
        foreach (var (name, value) in FacetAttributes.OfCell(facet))
        {
            attributes.Add(name, value);
        }

        return new JsonObject(attributes.Select(each => KeyValuePair.Create<string, JsonNode?>(
            each.Key, each.Value.S is { } s ? new JsonObject { ["S"] = s } : new JsonObject { ["B"] = Convert.ToBase64String(each.Value.B.ToArray()) })));
    }
}
