using System.Diagnostics.Metrics;
using System.Net;

namespace Trapeze.Shim.Channels;

/// <summary>The connections under all HTTP channels.</summary>
/// <remarks>
/// They keep nothing of one request for the next but the open connection itself: no cookies, no credentials, no redirects (which could lead
/// off the channel), no proxy, and no trace headers. There is no bound on connections: requests of one label waiting would let another's count them.
/// </remarks>
internal sealed class HttpTransport : IDisposable
{
    private readonly HttpMessageInvoker _invoker;

    public HttpTransport()
    {
        var meters = new Withheld();
        _invoker = new HttpMessageInvoker(
            new SocketsHttpHandler
            {
                ActivityHeadersPropagator = null,
                AllowAutoRedirect = false,
                AutomaticDecompression = DecompressionMethods.None,
                MeterFactory = meters,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                UseCookies = false,
                UseProxy = false,
            },
            disposeHandler: true);
    }

    internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation) => _invoker.SendAsync(request, cancellation);

    public void Dispose() => _invoker.Dispose();

    /// <summary>Counts of requests and connections depend on activations that nobody may see: they go to a meter that no exporter asks for.</summary>
    private sealed class Withheld : IMeterFactory
    {
        private readonly Meter _meter = new("Trapeze.Withheld");

        public Meter Create(MeterOptions options) => _meter;

        public void Dispose() => _meter.Dispose();
    }
}
