using Trapeze.Shim.Aws;
using Trapeze.Shim.Channels;

namespace Trapeze.Shim.Tests.Aws;

public sealed class AwsClientTests : IDisposable
{
    private readonly HttpTransport _transport = new();

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task Send_OfAnything_IsSigned()
    {
        await using var listener = await AwsListener.StartAsync();
        var client = new AwsClient(listener.Options, _transport, TimeProvider.System);

        await client.SendAsync(Request(), CancellationToken.None);
        await client.SendAsync(new AwsRequest("lambda", HttpMethod.Post, $"/2015-03-31/functions/{Uri.EscapeDataString("arn:aws:lambda:eu-west-1:1:function:f")}/invocations", "{}"u8.ToArray()), CancellationToken.None);
        await client.SendAsync(new AwsRequest("s3", HttpMethod.Put, "/a%20b/../c//d%2B.txt", "x"u8.ToArray()) { Bucket = "bucket", Query = [("versionId", "a/b c"), ("b", "")] }, CancellationToken.None);

        Assert.All(listener.All, taken => Assert.True(taken.IsSigned, taken.Target));
        Assert.Equal(["/", "/2015-03-31/functions/arn%3Aaws%3Alambda%3Aeu-west-1%3A1%3Afunction%3Af/invocations", "/bucket/a%20b/../c//d%2B.txt?b=&versionId=a%2Fb%20c"], listener.All.Select(taken => taken.Target));
    }

    [Theory]
    [InlineData(503, "")]
    [InlineData(500, "oops")]
    [InlineData(429, "{}")]
    [InlineData(400, """{"__type":"com.amazon.coral.availability#ThrottlingException"}""")]
    [InlineData(400, """{"__type":"ProvisionedThroughputExceededException"}""")]
    [InlineData(400, "<Error><Code>SlowDown</Code></Error>")]
    public async Task Send_WhenThereIsNoRoom_IsTriedAgain(int status, string body)
    {
        await using var listener = await AwsListener.StartAsync();
        listener.Answer = (number, _) => number < 3 ? (status, body) : (200, "done");
        var client = new AwsClient(listener.Options, _transport, TimeProvider.System);

        Assert.Equal("done"u8.ToArray(), (await client.SendAsync(Request(), CancellationToken.None)).Body.ToArray());
        Assert.Equal(3, listener.All.Count);
    }

    [Fact]
    public async Task Send_ThatIsRefused_IsNotTriedAgainAndSaysNothingOfWhatWasSent()
    {
        await using var listener = await AwsListener.StartAsync();
        listener.Answer = (_, _) => (400, """{"__type":"com.amazonaws.sqs#QueueDoesNotExist","message":"the secret of client(ann)"}""");
        var client = new AwsClient(listener.Options, _transport, TimeProvider.System);

        var refused = await Assert.ThrowsAsync<AwsRefusedException>(() => client.SendAsync(Request(), CancellationToken.None));

        Assert.Equal("sqs refused a request: 400 QueueDoesNotExist", refused.Message);
        Assert.Null(refused.InnerException);
        Assert.Single(listener.All);
    }

    [Fact]
    public async Task Send_ThatIsNeverTaken_EndsAfterItsTries()
    {
        await using var listener = await AwsListener.StartAsync();
        listener.Answer = (_, _) => (503, "");
        var client = new AwsClient(listener.Options, _transport, TimeProvider.System);

        await Assert.ThrowsAsync<AwsRefusedException>(() => client.SendAsync(Request(), CancellationToken.None));

        Assert.Equal(4, listener.All.Count);
    }

    [Fact]
    public async Task Send_ToNobody_SaysThatThereWasNoAnswer()
    {
        AwsOptions options;
        await using (var listener = await AwsListener.StartAsync())
        {
            options = listener.Options;
        }

        var refused = await Assert.ThrowsAsync<AwsRefusedException>(() => new AwsClient(options, _transport, TimeProvider.System).SendAsync(Request(), CancellationToken.None));
        Assert.Equal("sqs did not answer", refused.Message);
    }

    [Fact]
    public void Options_ThatMeanNothing_AreAllNamed()
    {
        var problems = new AwsOptions { Region = "EU West", ServiceUrl = new Uri("ftp://x/"), RequestTimeout = TimeSpan.Zero, Tries = 0, Pause = TimeSpan.FromSeconds(-1) }.Problems();
        Assert.Equal(5, problems.Length);
        Assert.Empty(new AwsOptions().Problems());
    }

    private static AwsRequest Request() => AwsRequest.Json("sqs", "1.0", "AmazonSQS.SendMessage", writer => writer.WriteString("QueueUrl", "ä"));
}
