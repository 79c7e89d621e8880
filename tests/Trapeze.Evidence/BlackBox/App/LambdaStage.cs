using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Trapeze.LocalLambda;
using Trapeze.Shim.Lambda;

namespace Trapeze.Evidence.BlackBox.App;

/// <summary>What stands around a hostile application that Lambda serves: a stand-in for the Runtime API, with an HTTP API in front.</summary>
internal sealed class LambdaStage : IAsyncDisposable
{
    private const string Function = "hostile";

    // Each hidden run that does not end keeps one for as long as it pleases.
    private const int Concurrency = 200;
    private readonly LocalCloud _cloud;
    private readonly AttachedInstance _instance;
    private bool _isOver;

    private LambdaStage(LocalCloud cloud)
    {
        _cloud = cloud;
        _instance = cloud.Attach(Function);
    }

    internal Uri Address => _cloud.Address(HttpShape.HttpApi);

    internal static async Task<LambdaStage> StartAsync() => new(await LocalCloud.StartAsync(new LocalCloudOptions
    {
        Functions = [new LocalFunction { Name = Function, Concurrency = Concurrency, Timeout = TimeSpan.FromHours(1), InitTimeout = TimeSpan.FromMinutes(1) }],
        Routes = [new LocalRoute("$default", Function)],
        GatewayTimeout = TimeSpan.FromHours(1),
    }));

    /// <summary>Has Trapeze's Lambda host serve the application. Pairs run at once, so its process is for all labels.</summary>
    internal void Serve(WebApplicationBuilder builder)
    {
        builder.Configuration["AWS_LAMBDA_RUNTIME_API"] = _instance.RuntimeApi;
        builder.Configuration["AWS_LAMBDA_MAX_CONCURRENCY"] = Concurrency.ToString(CultureInfo.InvariantCulture);
        builder.UseTrapezeLambda(lambda =>
        {
            lambda.WarmProcess = WarmProcess.SharedByAllLabels;
            lambda.DataFolderOutlivesProcess = true;
        });
    }

    // An application is stopped before it is disposed of, and then again.
    public async ValueTask DisposeAsync()
    {
        if (_isOver)
        {
            return;
        }

        _isOver = true;
        await _instance.DisposeAsync();
        await _cloud.DisposeAsync();
    }
}
