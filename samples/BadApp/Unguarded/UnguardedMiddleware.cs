using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Trapeze.Policy;

namespace BadApp.Unguarded;

/// <summary>Finds out who the caller is, as any application does, and guards nothing.</summary>
internal sealed class UnguardedMiddleware(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, FlowPolicy policy, UnguardedScope scope)
    {
        var identity = await context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        if (identity.Failure is not null || policy.Callers.Resolve(identity.Principal) is not { } caller)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        scope.Start(caller.Start);
        await next(context);
    }
}
