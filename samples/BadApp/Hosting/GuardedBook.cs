using Microsoft.AspNetCore.Authentication.JwtBearer;
using Trapeze.Shim.Composition;

namespace BadApp.Hosting;

/// <summary>The application under Trapeze.</summary>
public static class GuardedBook
{
    // Every request of the thief rises out of sight, and keeps its place in the quota for a deadline: room for all of them at once.
    private const int HiddenRuns = 4096;

    public static void AddGuard(this IServiceCollection services, string policy, string data) => services.AddTrapeze(trapeze =>
    {
        trapeze.PolicyPath = policy;
        trapeze.DataFolder = data;
        trapeze.AuthenticationScheme = JwtBearerDefaults.AuthenticationScheme;
        trapeze.HiddenRunsPerLabel = HiddenRuns;
        trapeze.HiddenRuns = HiddenRuns;
    });
}
