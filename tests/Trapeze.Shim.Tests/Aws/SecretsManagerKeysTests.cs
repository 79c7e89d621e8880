using System.Text.Json;
using Trapeze.Shim.Aws;
using Trapeze.Shim.Channels;
using Trapeze.Shim.Envelopes;

namespace Trapeze.Shim.Tests.Aws;

public sealed class SecretsManagerKeysTests : IDisposable
{
    private const string Random = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJ";
    private readonly HttpTransport _transport = new();

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task Read_GivesTheKeys_TheOneThatSignsFirst()
    {
        await using var listener = await AwsListener.StartAsync();
        listener.Answer = (_, _) => (200, Secret($$"""{"signs":"k2","k1":"{{Random}}1","k2":"{{Random}}2"}"""));

        var keys = await Keys(listener).ReadAsync();

        Assert.Equal(["k2", "k1"], keys.All.Select(key => key.Id));
        var taken = Assert.Single(listener.All);
        Assert.Equal(("secretsmanager.GetSecretValue", """{"SecretId":"shop-keys"}"""), (taken.Fields["x-amz-target"], taken.Text));
    }

    [Theory]
    [InlineData("""{"signs":"k1"}""")]
    [InlineData("""{"signs":"k2","k1":"$"}""")]
    [InlineData("""{"k1":"$"}""")]
    [InlineData("""{"signs":"k1","k1":"tooShort0123456789"}""")]
    [InlineData("""{"signs":"k1","k1":"012345678901234567890123456789012345678901"}""")]
    [InlineData("""{"signs":"k1","k1":"$","k1":"$2"}""")]
    [InlineData("""{"signs":"k1","k1":1}""")]
    [InlineData("""{"signs":"k1","k1":"$","k2":"$"}""")]
    [InlineData("""["$"]""")]
    [InlineData("$")]
    public async Task Read_OfWhatIsNotKeys_SaysSoAndShowsNothing(string secret)
    {
        await using var listener = await AwsListener.StartAsync();
        listener.Answer = (_, _) => (200, Secret(secret.Replace("$", Random, StringComparison.Ordinal)));

        var problem = await Assert.ThrowsAsync<EnvelopeKeysUnavailableException>(() => Keys(listener).ReadAsync());

        Assert.DoesNotContain("0123456789", problem.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_ThatIsRefused_SaysWhy()
    {
        await using var listener = await AwsListener.StartAsync();
        listener.Answer = (_, _) => (400, """{"__type":"ResourceNotFoundException"}""");
        Assert.Contains("ResourceNotFoundException", (await Assert.ThrowsAsync<EnvelopeKeysUnavailableException>(() => Keys(listener).ReadAsync())).Message, StringComparison.Ordinal);
    }

    private SecretsManagerKeys Keys(AwsListener listener) => new(new AwsClient(listener.Options, _transport, TimeProvider.System), "shop-keys");

    private static string Secret(string text) => JsonSerializer.Serialize(new { SecretString = text });
}
