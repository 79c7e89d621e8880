using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Features.Authentication;
using Trapeze.Core.Activations;
using Trapeze.Policy;
using Trapeze.Shim.Activations;
using Trapeze.Shim.Authentication;

namespace Trapeze.Shim.Guard.Context;

/// <summary>
/// The HttpContext that function code gets: its own, never pooled, with all of its features, so that it may outlive its request harmlessly.
/// </summary>
/// <remarks>semantics §2, "The reply is a channel". Everything costly is made when it is first asked for.</remarks>
internal sealed partial class GuardedContext : HttpContext, IFeatureCollection
{
    private readonly GuardServices _services;
    private readonly Turn _turn;
    private GuardedRequest? _request;
    private GuardedResponse? _response;
    private GuardedConnection? _connection;
    private FeatureRow? _features;
    private int _revision;
    private ClaimsPrincipal? _user;
    private IDictionary<object, object?>? _items;
    private string? _identifier;

    internal GuardedContext(GuardServices services, HttpContext server)
    {
        _services = services;
        _turn = new Turn(server, this);
        var request = server.Features.GetRequiredFeature<IHttpRequestFeature>();
        Protocol = request.Protocol;
        Scheme = request.Scheme;
        Method = request.Method;
        PathBase = request.PathBase;
        Path = request.Path;
        QueryString = request.QueryString;
        RawTarget = request.RawTarget;
        _headers = new RequestHeaders(_turn);
        _endpoint = server.GetEndpoint();
        if (server.Features.Get<IRouteValuesFeature>()?.RouteValues is { Count: > 0 } values)
        {
            _routeValues = new(values);
        }

        _cors = RoutingMarks.HasCors(server);
    }

    public override IFeatureCollection Features => this;

    public override HttpRequest Request => _request ??= new GuardedRequest(this);

    public override HttpResponse Response => _response ??= new GuardedResponse(this);

    public override ConnectionInfo Connection => _connection ??= new GuardedConnection(this);

    public override WebSocketManager WebSockets => NoWebSockets.Instance;

    public override ClaimsPrincipal User
    {
        get => Replaced<IHttpAuthenticationFeature>() is { } other ? other.User ??= new() : _user ??= new ClaimsPrincipal(new ClaimsIdentity());
        set
        {
            if (Replaced<IHttpAuthenticationFeature>() is { } other)
            {
                other.User = value;
            }
            else
            {
                _user = value;
            }
        }
    }

    public override IDictionary<object, object?> Items
    {
        get => Replaced<IItemsFeature>() is { } other ? other.Items : _items ??= RoutingMarks.NewItems(_cors);
        set
        {
            if (Replaced<IItemsFeature>() is { } other)
            {
                other.Items = value;
            }
            else
            {
                _items = value;
            }
        }
    }

    public override CancellationToken RequestAborted
    {
        get => (Replaced<IHttpRequestLifetimeFeature>() ?? this).RequestAborted;
        set => (Replaced<IHttpRequestLifetimeFeature>() ?? this).RequestAborted = value;
    }

    public override IServiceProvider RequestServices
    {
        get => (Replaced<IServiceProvidersFeature>() ?? this).RequestServices;
        set => (Replaced<IServiceProvidersFeature>() ?? this).RequestServices = value;
    }

    public override string TraceIdentifier
    {
        get => (Replaced<IHttpRequestIdentifierFeature>() ?? this).TraceIdentifier;
        set => (Replaced<IHttpRequestIdentifierFeature>() ?? this).TraceIdentifier = value;
    }

    public override ISession Session
    {
        get => Get<ISessionFeature>()?.Session ?? throw new InvalidOperationException("Session has not been configured for this application or request.");
        set
        {
            if (Get<ISessionFeature>() is { } feature)
            {
                feature.Session = value;
            }
            else
            {
                Set<ISessionFeature>(new GuardedSession { Session = value });
            }
        }
    }

    /// <summary>The request's activation, once the caller is known and admitted.</summary>
    internal Activation? Activation { get; private set; }

    internal Turn Turn => _turn;

    internal FormOptions FormOptions => _services.Forms;

    /// <summary>The activation's id as text.</summary>
    internal string? ActivationHeader { get; private set; }

    /// <summary>Whether function code has anything left to run or to dispose of when the reply is out.</summary>
    internal bool HasTail => _scope is not null || _completed is not null;

    public override void Abort()
    {
        if (Replaced<IHttpRequestLifetimeFeature>() is { } other)
        {
            other.Abort();
        }
        else
        {
            ((IHttpRequestLifetimeFeature)this).Abort();
        }
    }

    /// <summary>From here on this is the context of <paramref name="activation"/>.</summary>
    internal void Begin(Activation activation, FlowPolicy policy, Caller caller, byte[] body)
    {
        Activation = activation;
        ActivationHeader = activation.Id.ToString();
        _policy = policy;
        _user = caller.Principal;
        _authenticated = caller.Result;
        SetBody(body);
        if (_scope is { } scope)
        {
            ActivationScopes.Bind(scope.ServiceProvider, activation, policy);
        }
    }

    /// <summary>Under the turn's lock: takes what function code may still ask the request for after its refusal.</summary>
    internal void Detach(HttpContext server)
    {
        _headers.Detach(server);
        ReadConnection(server);
        Buffer.Discard();
    }

    internal TFeature? Replaced<TFeature>()
        where TFeature : class => _features is { } row && row.TryGet(typeof(TFeature), out var feature) ? (TFeature?)feature : null;
}
