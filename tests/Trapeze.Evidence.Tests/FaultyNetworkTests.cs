using System.Net;
using System.Text;
using Trapeze.LocalServers.Network;

namespace Trapeze.Evidence.Tests;

/// <summary>The network that loses things does what its faults say: a fault that did nothing would show nothing.</summary>
public sealed class FaultyNetworkTests : IAsyncLifetime
{
    private static readonly TimeSpan Impatience = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpListener _server = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private Uri _address = null!;
    private Task _serving = Task.CompletedTask;
    private int _got;

    public Task InitializeAsync()
    {
        // A port that nobody has: one that was free when it was asked for.
        using (var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            _address = new Uri($"http://{listener.LocalEndpoint}/");
        }

        _server.Prefixes.Add(_address.AbsoluteUri);
        _server.Start();
        _serving = ServeAsync();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        _server.Close();
        await _serving;
    }

    [Theory]
    [InlineData(WireFault.None, 200, 1)]
    [InlineData(WireFault.Throttled, 400, 0)]
    [InlineData(WireFault.FailedBefore, 500, 0)]
    [InlineData(WireFault.FailedAfter, 500, 1)]
    [InlineData(WireFault.LostBefore, 0, 0)]
    [InlineData(WireFault.LostAfter, 0, 1)]
    [InlineData(WireFault.Torn, 0, 1)]
    public async Task Request_WithAFault_ArrivesOrNotAndIsAnsweredOrNot(WireFault fault, int status, int arrived)
    {
        WireRequest? seen = null;
        await using var network = new FaultyNetwork(_address, request => { seen = request; return fault; });

        Assert.Equal(status, await AskAsync(network.Address, Patience));
        Assert.Equal(arrived, Volatile.Read(ref _got));
        Assert.Equal(new WireRequest("PutItem", 0), seen);
        Assert.Equal(1, network.Requests);
    }

    [Fact]
    public async Task Request_ThatIsLate_ArrivesWhenItsSenderHasGivenUp()
    {
        await using var network = new FaultyNetwork(_address, _ => WireFault.Late);

        Assert.Equal(0, await AskAsync(network.Address, Impatience));

        Assert.True(await _arrived.WaitAsync(Patience));
    }

    [Fact]
    public async Task Request_AfterAnother_GoesTheSameWay()
    {
        await using var network = new FaultyNetwork(_address);
        using var client = new HttpClient { Timeout = Patience };

        for (var time = 0; time < 20; time++)
        {
            using var answer = await client.SendAsync(Message(network.Address));
            Assert.Equal("an answer", await answer.Content.ReadAsStringAsync());
            Assert.Equal("kept", answer.Headers.GetValues("X-Of-The-Server").Single());
        }

        Assert.Equal(20, _got);
    }

    private static async Task<int> AskAsync(Uri address, TimeSpan patience)
    {
        using var client = new HttpClient { Timeout = patience };
        try
        {
            using var answer = await client.SendAsync(Message(address));
            return (int)answer.StatusCode;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException or TaskCanceledException)
        {
            return 0;
        }
    }

    private static HttpRequestMessage Message(Uri address)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent("a request") };
        message.Headers.TryAddWithoutValidation("X-Amz-Target", "DynamoDB_20120810.PutItem");
        return message;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _server.GetContextAsync();
                using var body = new StreamReader(context.Request.InputStream);
                Assert.Equal("a request", await body.ReadToEndAsync());
                Interlocked.Increment(ref _got);
                _arrived.Release();
                context.Response.AddHeader("X-Of-The-Server", "kept");
                context.Response.Close(Encoding.UTF8.GetBytes("an answer"), willBlock: true);
            }
        }
        catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }
}
