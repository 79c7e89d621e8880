using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace Trapeze.Shim.Guard.Context;

/// <summary>The request of a <see cref="GuardedContext"/>.</summary>
internal sealed class GuardedRequest(GuardedContext context) : HttpRequest
{
    public override HttpContext HttpContext => context;

    public override string Method
    {
        get => Feature.Method;
        set => Feature.Method = value;
    }

    public override string Scheme
    {
        get => Feature.Scheme;
        set => Feature.Scheme = value;
    }

    public override bool IsHttps
    {
        get => string.Equals(Feature.Scheme, "https", StringComparison.OrdinalIgnoreCase);
        set => Feature.Scheme = value ? "https" : "http";
    }

    public override HostString Host
    {
        get => HostString.FromUriComponent(Headers.Host.ToString());
        set => Headers.Host = value.ToUriComponent();
    }

    public override PathString PathBase
    {
        get => new(Feature.PathBase);
        set => Feature.PathBase = value.Value ?? "";
    }

    public override PathString Path
    {
        get => new(Feature.Path);
        set => Feature.Path = value.Value ?? "";
    }

    public override QueryString QueryString
    {
        get => new(Feature.QueryString);
        set => Feature.QueryString = value.Value ?? "";
    }

    public override IQueryCollection Query
    {
        get => Fetch<IQueryFeature>(static request => new QueryFeature(request.HttpContext.Features)).Query;
        set => Fetch<IQueryFeature>(static request => new QueryFeature(request.HttpContext.Features)).Query = value;
    }

    public override string Protocol
    {
        get => Feature.Protocol;
        set => Feature.Protocol = value;
    }

    public override IHeaderDictionary Headers => Feature.Headers;

    public override IRequestCookieCollection Cookies
    {
        get => Fetch<IRequestCookiesFeature>(static request => new RequestCookiesFeature(request.HttpContext.Features)).Cookies;
        set => Fetch<IRequestCookiesFeature>(static request => new RequestCookiesFeature(request.HttpContext.Features)).Cookies = value;
    }

    public override long? ContentLength
    {
        get => Headers.ContentLength;
        set => Headers.ContentLength = value;
    }

    public override string? ContentType
    {
        get => Headers[HeaderNames.ContentType];
        set => Headers[HeaderNames.ContentType] = value;
    }

    public override Stream Body
    {
        get => Feature.Body;
        set => Feature.Body = value;
    }

    public override PipeReader BodyReader => Fetch<IRequestBodyPipeFeature>(static request => new RequestBodyPipeFeature(request.HttpContext)).Reader;

    public override bool HasFormContentType => FormFeature.HasFormContentType;

    public override IFormCollection Form
    {
        get => FormFeature.ReadForm();
        set => FormFeature.Form = value;
    }

    public override RouteValueDictionary RouteValues
    {
        get => (context.Replaced<IRouteValuesFeature>() ?? context).RouteValues;
        set => (context.Replaced<IRouteValuesFeature>() ?? context).RouteValues = value;
    }

    private IHttpRequestFeature Feature => context.Replaced<IHttpRequestFeature>() ?? context;

    private IFormFeature FormFeature => Fetch<IFormFeature>(static request => new FormFeature(request, ((GuardedContext)request.HttpContext).FormOptions));

    public override Task<IFormCollection> ReadFormAsync(CancellationToken cancellationToken = default) => FormFeature.ReadFormAsync(cancellationToken);

    private TFeature Fetch<TFeature>(Func<GuardedRequest, TFeature> make)
        where TFeature : class
    {
        if (context.Get<TFeature>() is { } there)
        {
            return there;
        }

        var made = make(this);
        context.Set(made);
        return made;
    }
}
