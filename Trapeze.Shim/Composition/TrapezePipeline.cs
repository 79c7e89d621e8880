using Microsoft.AspNetCore.Builder;

namespace Trapeze.Shim.Composition;

/// <summary>Puts Trapeze into a pipeline.</summary>
public static class TrapezePipeline
{
    /// <summary>Everything behind this runs under the policy; what stands before it belongs to the trusted base.</summary>
    public static IApplicationBuilder UseTrapeze(this IApplicationBuilder app)
    {
        ArgumentNullException.ThrowIfNull(app);
        throw new NotSupportedException();
    }
}
