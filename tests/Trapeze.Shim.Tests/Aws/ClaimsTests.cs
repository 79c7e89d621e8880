using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Shim.Aws;
using Trapeze.Shim.Events;
using Trapeze.Shim.Tests.Hosting;
using Trapeze.Testing;

namespace Trapeze.Shim.Tests.Aws;

public sealed class ClaimsTests(LocalServer server) : IClassFixture<LocalServer>
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task InProcess_AreTakenOnce() => await CheckAsync(new ProcessClaims(_time), new ProcessClaims(_time), areShared: false);

    [DynamoDbLocalFact]
    public async Task InDynamoDb_AreTakenOnce_ByWhicheverProcess()
    {
        using var one = await OpenAsync("Taken");
        using var other = await OpenAsync("Taken");
        await CheckAsync(one, other, areShared: true);
    }

    [DynamoDbLocalFact]
    public async Task InDynamoDb_SayNothingOfWhatIsClaimed()
    {
        using var claims = await OpenAsync("Silent");
        await claims.TryClaimAsync("client(ann)", _time.GetUtcNow().AddHours(1));
        using var client = server.Server.CreateClient();

        var item = Assert.Single((await client.ScanAsync(new ScanRequest("Silent"))).Items);

        Assert.Equal(["expires", "holder", "id", "until"], item.Keys.Order(StringComparer.Ordinal));
        Assert.Matches("^[0-9a-f]{64}$", item["id"].S);
        Assert.Equal((_time.GetUtcNow().AddHours(1).ToUnixTimeSeconds() + 1).ToString(), item["expires"].N);
    }

    [DynamoDbLocalFact]
    public async Task InDynamoDb_OfATableThatIsNotThere_SayThatEventsAreUnavailable()
    {
        using var claims = new DynamoDbClaims(Options("Missing"), _time);
        await Assert.ThrowsAsync<EventsUnavailableException>(() => claims.TryClaimAsync("a", _time.GetUtcNow()));
        await Assert.ThrowsAsync<EventsUnavailableException>(() => claims.CompleteAsync("a", _time.GetUtcNow()));
        await Assert.ThrowsAsync<EventsUnavailableException>(() => claims.ReleaseAsync("a"));
    }

    private async Task CheckAsync(IClaims one, IClaims other, bool areShared)
    {
        var minute = TimeSpan.FromMinutes(1);
        DateTimeOffset Soon() => _time.GetUtcNow() + minute;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(n => Task.Run(() => (n % 2 == 0 || !areShared ? one : other).TryClaimAsync("a", Soon()))));
        Assert.Equal(1, outcomes.Count(outcome => outcome == ClaimOutcome.Taken));
        Assert.Equal(63, outcomes.Count(outcome => outcome == ClaimOutcome.Held));
        Assert.Equal(ClaimOutcome.Taken, await one.TryClaimAsync("b", Soon()));

        // Given back, it is free.
        await one.ReleaseAsync("b");
        Assert.Equal(ClaimOutcome.Taken, await one.TryClaimAsync("b", Soon()));

        // Done, it is remembered, and cannot be given back.
        await one.CompleteAsync("b", Soon() + minute);
        await one.ReleaseAsync("b");
        Assert.Equal(ClaimOutcome.Done, await one.TryClaimAsync("b", Soon()));

        // What was never taken can be done.
        await one.CompleteAsync("c", Soon());
        Assert.Equal(ClaimOutcome.Done, await one.TryClaimAsync("c", Soon()));

        // Its time over, whatever is there is free, and what another has taken since stays his.
        _time.Advance(minute);
        Assert.Equal(ClaimOutcome.Done, await one.TryClaimAsync("b", Soon()));
        Assert.Equal(ClaimOutcome.Taken, await one.TryClaimAsync("c", Soon()));
        Assert.Equal(ClaimOutcome.Taken, await (areShared ? other : one).TryClaimAsync("a", Soon()));
        if (areShared)
        {
            await one.ReleaseAsync("a");
            Assert.Equal(ClaimOutcome.Held, await one.TryClaimAsync("a", Soon()));
        }

        _time.Advance(minute);
        Assert.Equal(ClaimOutcome.Taken, await one.TryClaimAsync("b", Soon()));
    }

    private DynamoDbClaimsOptions Options(string table) => new() { TableName = table, ServiceUrl = new Uri(server.Server.Address.ToString()), Credentials = new BasicAWSCredentials("local", "local") };

    private async Task<DynamoDbClaims> OpenAsync(string table)
    {
        using var client = server.Server.CreateClient();
        try
        {
            await client.CreateTableAsync(new CreateTableRequest(table, [new("id", KeyType.HASH)], [new("id", ScalarAttributeType.S)], provisionedThroughput: null) { BillingMode = BillingMode.PAY_PER_REQUEST });
        }
        catch (ResourceInUseException)
        {
        }

        return new DynamoDbClaims(Options(table), _time);
    }
}
