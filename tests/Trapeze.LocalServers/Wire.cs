using System.Text;
using Amazon.Runtime;

namespace Trapeze.LocalServers;

/// <summary>What goes over a client's connections: every request as it is sent, and every answer as it comes.</summary>
public sealed class Wire : HttpClientFactory, IDisposable
{
    private readonly HttpClient _client;
    private readonly List<string> _requests = [];
    private readonly List<string> _answers = [];
    private readonly Lock _lock = new();

    public Wire() => _client = new HttpClient(new WireHandler(this), disposeHandler: true);

    /// <summary>The requests of operations, in the order that they were sent in: the operation and the body.</summary>
    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (_lock)
            {
                return [.. _requests];
            }
        }
    }

    /// <summary>The bodies of the answers, in the order that they came in.</summary>
    public IReadOnlyList<string> Answers
    {
        get
        {
            lock (_lock)
            {
                return [.. _answers];
            }
        }
    }

    /// <summary>Forgets what was sent and what came.</summary>
    public void Clear()
    {
        lock (_lock)
        {
            _requests.Clear();
            _answers.Clear();
        }
    }

    /// <inheritdoc/>
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

    /// <inheritdoc/>
    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    /// <inheritdoc/>
    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    internal void Sent(string operation, byte[] body)
    {
        lock (_lock)
        {
            _requests.Add($"{operation} {Encoding.UTF8.GetString(body)}");
        }
    }

    internal void Came(byte[] body)
    {
        lock (_lock)
        {
            _answers.Add(Encoding.UTF8.GetString(body));
        }
    }
}
