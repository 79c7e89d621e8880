namespace Trapeze.Store.Tests;

/// <summary>What a backend says of itself before anybody is asked.</summary>
public sealed class DynamoDbBackendTests
{
    private const string Name = "Facets-1";

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ab")]
    [InlineData("a b c")]
    [InlineData("facets\n")]
    [InlineData("facets/x")]
    public void Problems_TableName_IsNamed(string? name) =>
        Assert.StartsWith("TableName ", Assert.Single(new DynamoDbBackend { TableName = name! }.Problems()), StringComparison.Ordinal);

    [Theory]
    [InlineData("relative")]
    [InlineData("ftp://localhost")]
    [InlineData("http://localhost:8000/shell")]
    public void Problems_Address_IsNamed(string address) => Assert.StartsWith(
        "ServiceUrl ", Assert.Single(new DynamoDbBackend { TableName = Name, ServiceUrl = new Uri(address, UriKind.RelativeOrAbsolute) }.Problems()), StringComparison.Ordinal);

    [Fact]
    public void Problems_Several_AreAllNamed()
    {
        var backend = new DynamoDbBackend { TableName = "", PlaceLease = -TimeSpan.FromTicks(1), ClockUncertainty = -TimeSpan.FromTicks(1), RequestTimeout = TimeSpan.Zero };

        Assert.Equal(["TableName", "PlaceLease", "ClockUncertainty", "RequestTimeout"], backend.Problems().Select(problem => problem.Split(' ')[0]));
        Assert.Contains(
            "RequestTimeout is not positive",
            Assert.Throws<ArgumentException>(() => FacetedStore.Open(new FacetedStoreOptions { Tables = [], Backend = backend })).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Problems_NoneOfWhatIsFine() =>
        Assert.Empty(new DynamoDbBackend { TableName = Name, ServiceUrl = new Uri("http://localhost:8000") }.Problems());

    [Fact]
    public void Problems_FileWithoutAName_IsNamed()
    {
        Assert.Equal("Path names no file", Assert.Single(new SqliteBackend { Path = " " }.Problems()));
        Assert.Empty(new SqliteBackend { Path = "facets.db" }.Problems());
    }
}
