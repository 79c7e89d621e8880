using Microsoft.AspNetCore.Http;
using Trapeze.Core.Activations;
using Trapeze.Shim.Authentication;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Guard.Context;
using Trapeze.Shim.Guard.Reply;
using Trapeze.Shim.Guard.Rising;
using Trapeze.Shim.Guard.Routes;

namespace Trapeze.Shim.Guard;

/// <summary>Makes each request an activation of the function that the policy names for it, or refuses it.</summary>
/// <remarks>semantics §2. What it decides before the activation starts depends on the request and the policy alone.</remarks>
internal sealed class GuardMiddleware(RequestDelegate next, PolicyInForce policies, CallerAuthentication authentication, GuardServices services)
{
    private readonly FunctionRun _run = new(next, services);
    private volatile RouteTable _routes = new(policies.Current);

    /// <summary>Ends when the reply is decided and the server's context is no longer needed.</summary>
    public async Task InvokeAsync(HttpContext server)
    {
        if (UpgradeRequest.IsAsked(server))
        {
            Problems.Upgrade.Write(server);
            return;
        }

        var routes = Routes();
        var context = new GuardedContext(services, server);
        var caller = await authentication.IdentifyAsync(context);
        if (!caller.IsVerified)
        {
            await RefuseAsync(server, context, Problems.Unauthorized);
            return;
        }

        if (routes.Policy.Callers.Resolve(caller.Principal) is not { } labels)
        {
            await RefuseAsync(server, context, Problems.RefusedCaller);
            return;
        }

        var host = server.Features.Get<IRequestHost>();
        if (host?.Serves(caller) is false)
        {
            await RefuseAsync(server, context, Problems.RefusedCaller);
            return;
        }

        if (routes.Find(server.Request.Method, server.GetEndpoint(), server.Request.Path) is not { } function || !services.Served.Is(function.Name))
        {
            await RefuseAsync(server, context, Problems.NoRule);
            return;
        }

        if (!function.Admits(labels.Start) || !labels.Start.FlowsTo(labels.Reply))
        {
            await RefuseAsync(server, context, Problems.RefusedCaller);
            return;
        }

        byte[]? body;
        try
        {
            body = await RequestBody.ReadAsync(server, services.Options.MaxRequestBody);
        }
        catch (BadHttpRequestException exception)
        {
            await RefuseAsync(server, context, Problems.BadRequest(exception.StatusCode));
            return;
        }
        catch
        {
            await context.EndAsync();
            throw;
        }

        if (body is null)
        {
            await RefuseAsync(server, context, Problems.TooLarge);
            return;
        }

        if (host is not null)
        {
            await host.EnterAsync(labels.Start);
        }

        context.Admit(routes, function);
        await StartAsync(server, context, new FunctionStart(routes.Policy, function, labels, caller, body));
    }

    private static async ValueTask RefuseAsync(HttpContext server, GuardedContext context, Problem problem)
    {
        await context.EndAsync();
        problem.Write(server);
    }

    private RouteTable Routes()
    {
        var routes = _routes;
        var policy = policies.Current;
        return ReferenceEquals(routes.Policy, policy) ? routes : _routes = new RouteTable(policy);
    }

    private async Task StartAsync(HttpContext server, GuardedContext context, FunctionStart start)
    {
        // What a stream has sent cannot be refused any more, so it stays where it starts.
        var clearance = start.Function.Streams ? Clearance.None : start.Function.ClearanceFor(start.Labels.Start);
        if (start.Function.Streams)
        {
            context.SendByPieces();
        }

        if (!ReferenceEquals(clearance, Clearance.None) && AmazonHost.Serves(server))
        {
            await RefuseAsync(server, context, Problems.RefusedByHost);
            return;
        }

        RisingSlot? slot = null;
        var apart = !ReferenceEquals(clearance, Clearance.None) || (services.Options.EveryFunctionApart && !start.Function.Streams);
        if (apart && (slot = services.Quota.TryTake(start.Labels.Start)) is null)
        {
            await RefuseAsync(server, context, Problems.Busy);
            return;
        }

        Activation activation;
        try
        {
            activation = services.Monitor.Start(new ActivationStart
            {
                Function = start.Function.Name,
                Label = start.Labels.Start,
                Clearance = clearance,
                ReplyLabel = start.Labels.Reply,
                Reply = context.Turn,
            });
        }
        catch (FlowRefusedException)
        {
            slot?.Release();
            slot?.End();
            await RefuseAsync(server, context, Problems.RefusedFlow);
            return;
        }

        context.Begin(activation, start.Policy, start.Caller, start.Body);
        await (slot is null ? _run.HereAsync(server, context) : _run.ApartAsync(server, context, slot));
    }
}
