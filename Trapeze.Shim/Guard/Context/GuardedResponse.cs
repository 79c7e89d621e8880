using System.IO.Pipelines;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Trapeze.Shim.Guard.Context;

/// <summary>The response of a <see cref="GuardedContext"/>.</summary>
internal sealed class GuardedResponse(GuardedContext context) : HttpResponse
{
    public override HttpContext HttpContext => context;

    public override int StatusCode
    {
        get => Feature.StatusCode;
        set => Feature.StatusCode = value;
    }

    public override IHeaderDictionary Headers => Feature.Headers;

    public override Stream Body
    {
        get => BodyFeature.Stream;
        set
        {
            // As the server's own response does: setting the earlier stream again takes the wrapping back.
            var current = BodyFeature;
            context.Set(current is StreamResponseBodyFeature { PriorFeature: { } prior } && ReferenceEquals(value, prior.Stream)
                ? prior
                : new StreamResponseBodyFeature(value, current));
        }
    }

    public override PipeWriter BodyWriter => BodyFeature.Writer;

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

    public override IResponseCookies Cookies
    {
        get
        {
            if (context.Get<IResponseCookiesFeature>() is { } there)
            {
                return there.Cookies;
            }

            var made = new ResponseCookiesFeature(context);
            context.Set<IResponseCookiesFeature>(made);
            return made.Cookies;
        }
    }

    public override bool HasStarted => Feature.HasStarted;

    private IHttpResponseFeature Feature => context.Replaced<IHttpResponseFeature>() ?? context;

    private IHttpResponseBodyFeature BodyFeature => context.Replaced<IHttpResponseBodyFeature>() ?? context;

    public override void OnStarting(Func<object, Task> callback, object state) => Feature.OnStarting(callback, state);

    public override void OnCompleted(Func<object, Task> callback, object state) => Feature.OnCompleted(callback, state);

    public override void Redirect(string location, bool permanent)
    {
        StatusCode = permanent ? StatusCodes.Status301MovedPermanently : StatusCodes.Status302Found;
        Headers.Location = location;
    }

    public override Task StartAsync(CancellationToken cancellationToken = default) => BodyFeature.StartAsync(cancellationToken);

    public override Task CompleteAsync() => BodyFeature.CompleteAsync();
}
