using Microsoft.AspNetCore.Builder;
using Trapeze.Shim.Guard;

namespace Trapeze.Shim.Composition;

/// <summary>Puts Trapeze into a pipeline.</summary>
public static class TrapezePipeline
{
    /// <summary>Everything behind this runs under the policy; what stands before it belongs to the trusted base.</summary>
    /// <remarks>
    /// Once, on the application itself, before authentication, authorization and endpoints; routing may stand before it. The guard
    /// authenticates by itself, and authorization of endpoints runs behind it.
    /// </remarks>
    /// <exception cref="InvalidOperationException">It stands in the wrong place, or <c>AddTrapeze</c> was not called.</exception>
    public static IApplicationBuilder UseTrapeze(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        GuardPlacement.Check(app);
        GuardPlacement.Mark(app);
        app.UseMiddleware<GuardMiddleware>();
        return app.Use(next => GuardPlacement.Authorize(app, next));
    }
}
