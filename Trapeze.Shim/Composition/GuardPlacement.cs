using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Shim.Guard;

namespace Trapeze.Shim.Composition;

/// <summary>Where the guard stands in the pipeline. In the wrong place it would guard nothing, so the host does not start.</summary>
internal sealed class GuardPlacement : IStartupFilter
{
    private const string Guard = "Trapeze.Guard";

    // What WebApplication and the middlewares themselves look for.
    private const string Authentication = "__AuthenticationMiddlewareSet";
    private const string Authorization = "__AuthorizationMiddlewareSet";

    private static readonly object ByTheGuard = new();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        next(app);

        // A branch has properties of its own, so a guard in a branch does not show here.
        if (!app.Properties.ContainsKey(Guard))
        {
            throw new InvalidOperationException("AddTrapeze was called, but UseTrapeze was not, or only in a branch: nothing would run under the policy");
        }
    };

    internal static void Check(IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetService<IServiceProviderIsService>()?.IsService(typeof(GuardServices)) is not true)
        {
            throw new InvalidOperationException("UseTrapeze needs AddTrapeze: there is no policy");
        }

        if (app.Properties.ContainsKey(Guard))
        {
            throw new InvalidOperationException("UseTrapeze is called twice");
        }

        if (app.Properties.ContainsKey(Authentication) || app.Properties.ContainsKey(Authorization))
        {
            throw new InvalidOperationException("UseTrapeze stands behind UseAuthentication or UseAuthorization: who a caller is must be decided by the guard alone; put UseTrapeze first");
        }

        if (app.ApplicationServices.GetService<EndpointDataSource>() is CompositeEndpointDataSource sources && sources.DataSources.Any())
        {
            throw new InvalidOperationException("UseTrapeze stands behind UseEndpoints: endpoints would run unguarded; put UseTrapeze first");
        }
    }

    /// <summary>Keeps WebApplication from putting authentication and authorization in front of the guard.</summary>
    internal static void Mark(IApplicationBuilder app)
    {
        app.Properties[Guard] = ByTheGuard;
        app.Properties[Authentication] = ByTheGuard;
        app.Properties[Authorization] = ByTheGuard;
    }

    /// <summary>Authorization behind the guard, unless the host puts its own there; decided when the pipeline is built.</summary>
    internal static RequestDelegate Authorize(IApplicationBuilder app, RequestDelegate next)
    {
        var isWanted = ReferenceEquals(app.Properties[Authorization], ByTheGuard)
            && app.ApplicationServices.GetService<IServiceProviderIsService>()?.IsService(typeof(IAuthorizationHandlerProvider)) is true;
        return isWanted ? app.New().UseAuthorization().Use(_ => next).Build() : next;
    }
}
