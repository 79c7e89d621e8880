using Trapeze.LocalLambda;

namespace Trapeze.Bench.Lambda;

/// <summary>The stand-in for Lambda, with the application in both kinds.</summary>
internal static class LambdaCloud
{
    internal static Task<LocalCloud> StartAsync(TimeSpan timeout) => LocalCloud.StartAsync(new LocalCloudOptions
    {
        Functions = [.. new[] { LambdaApp.Plain, LambdaApp.Guarded }.Select(kind => new LocalFunction
        {
            Name = kind,
            Command = ["dotnet", "exec", typeof(LambdaCloud).Assembly.Location, LambdaApp.Argument, kind],
            MostInstances = 1,
            Timeout = timeout,
            InitTimeout = TimeSpan.FromSeconds(60),
        })],
    });

    internal static async Task<InvocationResult> AskAsync(LocalCloud cloud, string kind, byte[] payload)
    {
        var result = await cloud.InvokeAsync(kind, payload);
        return result.FunctionError is null ? result : throw new InvalidOperationException($"{kind}: {result.Text}\n{string.Join('\n', cloud.Output(kind))}");
    }
}
