using Trapeze.Shim.Aws;
using Trapeze.Shim.Channels;
using Trapeze.Shim.Events;
using Trapeze.Shim.Sources;

namespace Trapeze.Shim.Tests.Aws;

public sealed class AwsObjectsTests : IDisposable
{
    private readonly HttpTransport _transport = new();

    public void Dispose() => _transport.Dispose();

    [Fact]
    public async Task Find_GivesWhatIsKeptWithThatVersion()
    {
        await using var listener = await AwsListener.StartAsync();
        listener.Fields["x-amz-meta-trapeze"] = "trapeze1.k1.x.y";
        listener.Fields["x-amz-checksum-sha256"] = "aGFzaA==";

        var found = await Objects(listener).FindAsync(new StoredObject("bucket", "a b/ä.png", "v/1"), CancellationToken.None);

        Assert.Equal(new ObjectEnvelope("trapeze1.k1.x.y", "aGFzaA=="), found);
        var taken = Assert.Single(listener.All);
        Assert.True(taken.IsSigned);
        Assert.Equal(("HEAD", "/bucket/a%20b/%C3%A4.png?versionId=v%2F1", "ENABLED"), (taken.Method, taken.Target, taken.Fields["x-amz-checksum-mode"]));
    }

    [Fact]
    public async Task Find_OfAnObjectWithoutAnEnvelope_SaysSo()
    {
        await using var listener = await AwsListener.StartAsync();
        Assert.Equal(new ObjectEnvelope(Text: null, Sha256: null), await Objects(listener).FindAsync(new StoredObject("bucket", "k", Version: null), CancellationToken.None));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    public async Task Find_OfAnObjectThatIsGone_FindsNone(int status)
    {
        await using var listener = await AwsListener.StartAsync();
        listener.Answer = (_, _) => (status, "");
        Assert.Null(await Objects(listener).FindAsync(new StoredObject("bucket", "k", Version: null), CancellationToken.None));
    }

    [Theory]
    [InlineData(403)]
    [InlineData(503)]
    public async Task Find_ThatIsNotAnswered_IsNotTakenForNone(int status)
    {
        await using var listener = await AwsListener.StartAsync();
        listener.Answer = (_, _) => (status, "");
        await Assert.ThrowsAsync<EventsUnavailableException>(() => Objects(listener).FindAsync(new StoredObject("bucket", "k", Version: null), CancellationToken.None));
    }

    private AwsObjects Objects(AwsListener listener) => new(new AwsClient(listener.Options, _transport, TimeProvider.System));
}
