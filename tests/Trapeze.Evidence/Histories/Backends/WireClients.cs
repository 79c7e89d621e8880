using Amazon.Runtime;

namespace Trapeze.Evidence.Histories.Backends;

/// <summary>Gives the SDK one client of HTTP, with something of ours on the way.</summary>
internal sealed class WireClients(TimeSpan patience, Func<HttpMessageHandler, HttpMessageHandler> over) : HttpClientFactory
{
    private readonly HttpClient _client = new(over(new SocketsHttpHandler { UseProxy = false })) { Timeout = patience };

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public override string GetConfigUniqueString(IClientConfig clientConfig) => "";
}
