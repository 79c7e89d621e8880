using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace Trapeze.Shim.Guard.Context;

/// <content>The request: its line is copied at once, its headers are read through the turn, its body is there whole.</content>
internal sealed partial class GuardedContext :
    IHttpRequestFeature, IHttpRequestBodyDetectionFeature, IHttpMaxRequestBodySizeFeature, IHttpBodyControlFeature, IEndpointFeature, IRouteValuesFeature
{
    private readonly RequestHeaders _headers;
    private IHeaderDictionary? _otherHeaders;
    private Endpoint? _endpoint;
    private RouteValueDictionary? _routeValues;
    private bool _hasBody;

    public string Protocol { get; set; }

    public string Scheme { get; set; }

    public string Method { get; set; }

    public string PathBase { get; set; }

    public string Path { get; set; }

    public string QueryString { get; set; }

    public string RawTarget { get; set; }

    public Stream Body { get; set; } = Stream.Null;

    IHeaderDictionary IHttpRequestFeature.Headers
    {
        get => _otherHeaders ?? _headers;
        set => _otherHeaders = value;
    }

    bool IHttpRequestBodyDetectionFeature.CanHaveBody => _hasBody;

    bool IHttpMaxRequestBodySizeFeature.IsReadOnly => true;

    long? IHttpMaxRequestBodySizeFeature.MaxRequestBodySize
    {
        get => _services.Options.MaxRequestBody;
        set => throw new InvalidOperationException("the body has been read");
    }

    // Body and reply are in memory: nothing blocks.
    bool IHttpBodyControlFeature.AllowSynchronousIO { get; set; } = true;

    Endpoint? IEndpointFeature.Endpoint
    {
        get => _endpoint;
        set
        {
            if (value is not null && !ReferenceEquals(value, _endpoint) && _routes is { } routes && routes.OfEndpoint(Method, value) != _function)
            {
                throw new InvalidOperationException("the endpoint is not one of the function that the policy admitted");
            }

            _endpoint = value;
        }
    }

    RouteValueDictionary IRouteValuesFeature.RouteValues
    {
        get => _routeValues ??= [];
        set => _routeValues = value;
    }

    private void SetBody(byte[] body)
    {
        _hasBody = body.Length > 0;
        if (_hasBody)
        {
            Body = new MemoryStream(body, writable: false);
        }
    }
}
