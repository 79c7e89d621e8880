using Amazon.Runtime;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>Gives the SDK one client of HTTP, which sends each request once.</summary>
internal sealed class SingleSendClients(TimeSpan timeout) : HttpClientFactory
{
    private readonly HttpClient _client = new(new SingleSendHandler()) { Timeout = timeout };

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => _client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public override string GetConfigUniqueString(IClientConfig clientConfig) => "";
}
