using Amazon.DynamoDBv2;
using Trapeze.Store.Engine;

namespace Trapeze.Store.Tests.Engine;

public sealed class StoredTableTests
{
    private static readonly KeyDefinition Id = new("id", ScalarAttributeType.S);

    [Theory]
    [InlineData("abc")]
    [InlineData("A-z_0.9")]
    public void Table_NameWithinTheBounds_IsTaken(string name) => Assert.Equal(name, new StoredTable(new TableDefinition(name, Id), 3).Name);

    [Fact]
    public void Table_NameOutsideTheBounds_IsRefused()
    {
        Assert.Equal(255, new StoredTable(new TableDefinition(new string('a', 255), Id), 0).Name.Length);
        foreach (var name in new[] { null, "", "ab", "a b c", "tablé", "a/bc", new string('a', 256) })
        {
            AssertRefused(
                "a table's name has 3 to 255 characters out of a-z, A-Z, 0-9, `_`, `-` and `.` (Parameter 'definition')", new TableDefinition(name!, Id));
        }
    }

    [Fact]
    public void Table_KeysThatAreNone_AreRefused()
    {
        AssertRefused("a key attribute is of type S, N or B (Parameter 'definition')", new TableDefinition("abc", new KeyDefinition("id", "BOOL")));
        AssertRefused("a key attribute is of type S, N or B (Parameter 'definition')", new TableDefinition("abc", Id, new KeyDefinition("at", null!)));
        AssertRefused("a table's two key attributes have different names (Parameter 'definition')", new TableDefinition("abc", Id, Id));
        Assert.Throws<ArgumentException>(() => new StoredTable(new TableDefinition("abc", new KeyDefinition("", ScalarAttributeType.S)), 0));
    }

    [Fact]
    public void Describe_Declaration_IsAllThatIsSaid()
    {
        var simple = new StoredTable(new TableDefinition("abc", new KeyDefinition("id", ScalarAttributeType.B)), 7);
        var sorted = TableDescriptions.Of(new StoredTable(new TableDefinition("abc", Id, new KeyDefinition("at", ScalarAttributeType.N)), 0));
        var described = TableDescriptions.Of(simple);

        Assert.Equal(7, simple.Index);
        Assert.Equal(("abc", "ACTIVE", "PAY_PER_REQUEST"), (described.TableName, described.TableStatus.Value, described.BillingModeSummary.BillingMode.Value));
        Assert.Equal([("id", "HASH")], described.KeySchema.Select(key => (key.AttributeName, key.KeyType.Value)));
        Assert.Equal([("id", "B")], described.AttributeDefinitions.Select(key => (key.AttributeName, key.AttributeType.Value)));
        Assert.Equal([("id", "HASH"), ("at", "RANGE")], sorted.KeySchema.Select(key => (key.AttributeName, key.KeyType.Value)));
        Assert.Equal([("id", "S"), ("at", "N")], sorted.AttributeDefinitions.Select(key => (key.AttributeName, key.AttributeType.Value)));
    }

    private static void AssertRefused(string message, TableDefinition definition) =>
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => new StoredTable(definition, 0)).Message);
}
