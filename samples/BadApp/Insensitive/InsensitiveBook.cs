using BadApp.Hostile;
using BadApp.Unguarded;
using Trapeze.Core.Activations;
using Trapeze.Policy;
using Trapeze.Store;

namespace BadApp.Insensitive;

/// <summary>The same code under a guard of the usual kind: rows carry labels, the log and the reply are checked, and functions end in sight.</summary>
public static class InsensitiveBook
{
    public static void AddInsensitive(this IServiceCollection services, string policyPath, string folder)
    {
        services.AddUnguarded(policyPath, folder);
        services.AddScoped(scope => scope.GetRequiredService<FacetedStore>().ClientFor(scope.GetRequiredService<Activation>()));
        services.AddScoped<ILogger<Injected>>(scope => new CheckedLog<Injected>(
            scope.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Injected).FullName!),
            scope.GetRequiredService<Activation>(),
            scope.GetRequiredService<FlowPolicy>().Order.Label("public")));
    }

    public static void UseInsensitive(this WebApplication app)
    {
        app.UseUnguarded();
        app.UseMiddleware<InsensitiveReply>();
    }
}
