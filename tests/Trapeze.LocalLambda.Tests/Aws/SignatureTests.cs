using System.Text;

namespace Trapeze.LocalLambda.Tests.Aws;

/// <summary>Signatures: AWS's own are taken, and nothing else is.</summary>
public sealed class SignatureTests : IAsyncLifetime
{
    private LocalCloud _cloud = null!;
    private SignedClient _client = null!;

    public async Task InitializeAsync()
    {
        _cloud = await LocalCloud.StartAsync(new LocalCloudOptions { Queues = [new LocalQueue { Name = "q" }] });
        _client = new SignedClient(_cloud.AwsEndpoint);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _cloud.DisposeAsync();
    }

    [Fact]
    public async Task Sdk_IsTaken() => Assert.EndsWith("/123456789012/q", (string)(await _client.CallAsync("sqs", "AmazonSQS.GetQueueUrl", new { QueueName = "q" }))["QueueUrl"]!, StringComparison.Ordinal);

    [Fact]
    public async Task Sdk_IsTaken_ForPathsThatAreEncoded() => Assert.Equal(404, (await _client.SendAsync(Invoke("/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1%3A123456789012%3Afunction%3Anone/invocations"))).Status);

    [Fact]
    public async Task Body_Changed_IsRefused() => await RefusedAsync("InvalidSignatureException", message =>
    {
        message.Content = new ByteArrayContent("""{"QueueName":"x"}"""u8.ToArray());
        message.Content.Headers.TryAddWithoutValidation("Content-Type", "application/x-amz-json-1.0");
    });

    [Fact]
    public async Task Header_Changed_IsRefused() => await RefusedAsync("InvalidSignatureException", message =>
    {
        message.Headers.Remove("X-Amz-Target");
        message.Headers.Add("X-Amz-Target", "AmazonSQS.PurgeQueue");
    });

    [Fact]
    public async Task Header_OfAmazonNotSigned_IsRefused() => await RefusedAsync("InvalidSignatureException", message => message.Headers.Add("X-Amz-Other", "1"));

    [Fact]
    public async Task Query_Changed_IsRefused() => await RefusedAsync("InvalidSignatureException", message => message.RequestUri = new Uri("/?x=1", UriKind.Relative));

    [Fact]
    public async Task Token_Missing_IsRefused() => await RefusedAsync("UnrecognizedClientException", message => message.Headers.Remove("X-Amz-Security-Token"));

    [Fact]
    public async Task Authorization_Missing_IsRefused() => await RefusedAsync("MissingAuthenticationTokenException", message => message.Headers.Remove("Authorization"));

    [Fact]
    public async Task Authorization_OfAnotherKind_IsRefused() => await RefusedAsync("IncompleteSignatureException", message =>
    {
        message.Headers.Remove("Authorization");
        message.Headers.TryAddWithoutValidation("Authorization", "Bearer x");
    });

    [Fact]
    public async Task Secret_Wrong_IsRefused() => Assert.Equal((403, "InvalidSignatureException"), SignedClient.Refused(await _client.SendAsync(UrlOf(), secret: "another")));

    [Theory]
    [InlineData(-16)]
    [InlineData(16)]
    public async Task Date_FarAway_IsRefused(int minutes) =>
        Assert.Equal((403, "InvalidSignatureException"), SignedClient.Refused(await _client.SendAsync(UrlOf(), at: DateTime.UtcNow.AddMinutes(minutes))));

    [Fact]
    public async Task Service_Another_IsRefused() =>
        Assert.Equal((403, "InvalidSignatureException"), SignedClient.Refused(await _client.SendAsync(SignedClient.Json("sns", "AmazonSQS.GetQueueUrl", new { QueueName = "q" }))));

    private static HttpRequestMessage UrlOf() => SignedClient.Json("sqs", "AmazonSQS.GetQueueUrl", new { QueueName = "q" });

    private static HttpRequestMessage Invoke(string path) =>
        SignedClient.Request(HttpMethod.Post, path, "lambda", Encoding.UTF8.GetBytes("{}"), new Dictionary<string, string>());

    private async Task RefusedAsync(string type, Action<HttpRequestMessage> spoil) =>
        Assert.Equal((403, type), SignedClient.Refused(await _client.SendAsync(UrlOf(), spoil)));
}
