using System.Reflection;
using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Trapeze.Core.Activations;
using Trapeze.Core.Labels;
using Trapeze.Evidence.Lockstep.Stores;
using Trapeze.Store;

namespace Trapeze.Evidence.Lockstep.Completeness;

/// <summary>Finds what ships by looking and by asking, so that nothing is forgotten that somebody adds.</summary>
public static class Shipping
{
    private const string NotSupported = "NotSupportedException";
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    /// <summary>The monitor's public operations. Those that share a name are told apart by their last parameter.</summary>
    public static IEnumerable<string> MonitorOperations =>
        new[] { typeof(ReferenceMonitor), typeof(Activation) }.SelectMany(MethodsOf);

    /// <summary>The store's public operations, without what another of them is called by a second name.</summary>
    public static IEnumerable<string> OwnerOperations => MethodsOf(typeof(FacetedStore)).Where(name => name != "FacetedStore.DisposeAsync");

    /// <summary>The kinds of decision that the monitor records.</summary>
    public static IEnumerable<string> Decisions => Enum.GetNames<Rule>();

    /// <summary>Sends every request that the SDK knows, and says which the store does not refuse as unknown.</summary>
    public static async Task<IReadOnlyList<string>> ServedAsync(IStoreBackend backend)
    {
        ArgumentNullException.ThrowIfNull(backend);
        using var home = backend.Make();
        using var store = FacetedStore.Open(new FacetedStoreOptions { Tables = [new TableDefinition("Table", new KeyDefinition("id", ScalarAttributeType.S))], Backend = home.Backend });
        using var client = store.ClientAt(LabelOrder.CreateBuilder().Declare("public").Build().Label("public"));
        List<string> served = [];
        foreach (var operation in Requests())
        {
            if (await IsServedAsync(client, operation))
            {
                served.Add(operation.GetParameters()[0].ParameterType.Name[..^"Request".Length]);
            }
        }

        return served;
    }

    /// <summary>The requests that a client can be sent, each with the method that sends it.</summary>
    public static IEnumerable<MethodInfo> Requests() =>
        typeof(AmazonDynamoDBClient).GetMethods(BindingFlags.Public | BindingFlags.Instance).Where(method =>
            method.GetParameters() is [var request, var token]
            && request.ParameterType.IsAssignableTo(typeof(AmazonDynamoDBRequest))
            && token.ParameterType == typeof(CancellationToken)
            && method.ReturnType.IsAssignableTo(typeof(Task)));

    // An empty request: what is served says what is missing in it, or answers.
    private static async Task<bool> IsServedAsync(AmazonDynamoDBClient client, MethodInfo operation)
    {
        var request = Activator.CreateInstance(operation.GetParameters()[0].ParameterType)!;
        try
        {
            await ((Task)operation.Invoke(client, [request, CancellationToken.None])!).WaitAsync(Deadline);
            return true;
        }
        catch (AmazonServiceException refusal)
        {
            return refusal.ErrorCode != NotSupported;
        }
    }

    private static IEnumerable<string> MethodsOf(Type type)
    {
        var methods = type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(method => !method.IsSpecialName && method.GetBaseDefinition().DeclaringType == type).ToList();
        return methods.GroupBy(method => method.Name, StringComparer.Ordinal).SelectMany(name => name.Count() == 1
            ? [$"{type.Name}.{name.Key}"]
            : name.Select(method => $"{type.Name}.{name.Key}({method.GetParameters()[^1].ParameterType.Name})"));
    }
}
