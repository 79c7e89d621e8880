using Amazon.DynamoDBv2;
using Trapeze.Core.Activations;
using Trapeze.Policy;
using Trapeze.Policy.Tables;
using Trapeze.Store;

namespace BadApp.Unguarded;

/// <summary>The same code over the same kind of store WITHOUT Trapeze: one label for every row, every way out open. To show what leaks.</summary>
/// <remarks>Labels are still computed, for the code asks for its activation; nothing looks at them when something goes out.</remarks>
public static class UnguardedBook
{
    public static void AddUnguarded(this IServiceCollection services, string policyPath, string folder)
    {
        var policy = PolicyReader.ReadFile(policyPath) is { Policy: { } sound } ? sound : throw new InvalidOperationException("the policy is wrong");
        services.AddSingleton(policy);
        services.AddSingleton(new ReferenceMonitor(new NoAudit()));
        services.AddSingleton(_ => FacetedStore.Open(new FacetedStoreOptions
        {
            Tables = [.. policy.Tables.Values.Select(table => new TableDefinition(table.Name, Key(table.Hash), table.Sort is { } sort ? Key(sort) : null))],
            Backend = new SqliteBackend { Path = Path.Combine(folder, "rows.db") },
        }));
        services.AddSingleton(provider => provider.GetRequiredService<FacetedStore>().ClientAt(policy.Order.Label("public")));
        services.AddScoped<UnguardedScope>();
        services.AddScoped(scope => scope.GetRequiredService<UnguardedScope>().Activation);
    }

    public static void UseUnguarded(this WebApplication app) => app.UseMiddleware<UnguardedMiddleware>();

    private static KeyDefinition Key(KeyAttribute key) => new(key.Name, ScalarAttributeType.S);
}
