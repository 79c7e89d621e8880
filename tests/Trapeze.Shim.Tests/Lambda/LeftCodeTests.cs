using Amazon.DynamoDBv2;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trapeze.Core.Activations;
using Trapeze.Shim.Telemetry;
using Trapeze.Shim.Tests.Guard;

namespace Trapeze.Shim.Tests.Lambda;

/// <summary>semantics §2, "Warm instances": code that goes on when its function has ended sees what comes later in its process, above it.</summary>
public sealed class LeftCodeTests
{
    [Theory]
    [InlineData("/plain")]
    [InlineData("/items/scoped")]
    [InlineData("/items/completed")]
    [InlineData("/rise/one")]
    public async Task Code_ThatOutlivesItsFunction_GetsNothingOut(string path)
    {
        Activation? left = null;
        IAmazonDynamoDB? store = null;
        await using var app = await LambdaApp.StartAsync(map =>
        {
            map.MapGet("/plain", () => Leave(CurrentActivation.Value!.Activation!));
            map.MapGet("/items/{id}", (string id, Activation activation, IAmazonDynamoDB client, HttpResponse response) =>
            {
                response.OnCompleted(() => Task.FromResult(id));
                store = client;
                return Leave(activation);
            });
            map.MapGet("/rise/{mode}", (Activation activation) => Leave(activation));
            map.MapGet("/owners", () => "next");
        });

        await app.InvokeAsync(LambdaApp.Event("GET", path, GuardHost.Mint.Of("client")));
        await app.InvokeAsync(LambdaApp.Event("GET", "/owners", GuardHost.Mint.Of("owner")));

        Assert.Equal(RefusalReason.Ended, left!.TryRaiseLabel(left.Label).Reason);
        if (store is not null)
        {
            await Assert.ThrowsAsync<ObjectDisposedException>(() => store.ListTablesAsync());
        }

        string Leave(Activation activation)
        {
            left = activation;
            return "left";
        }
    }

    [Fact]
    public async Task Code_ThatOutlivesAFunctionWithNothingToDisposeOf_GetsNothingOutEither()
    {
        Activation? left = null;

        // Authentication would ask for services, which are disposed of.
        await using var app = await LambdaApp.StartAsync(
            map =>
            {
                var builder = (IApplicationBuilder)map;
                builder.Properties["__AuthenticationMiddlewareSet"] = builder.Properties["__AuthorizationMiddlewareSet"] = true;
                map.Run(_ =>
                {
                    left = CurrentActivation.Value!.Activation;
                    return Task.CompletedTask;
                });
            },
            trapeze: options => options.AuthenticationScheme = null);

        await app.InvokeAsync(LambdaApp.Event("GET", "/plain"));

        Assert.Equal(RefusalReason.Ended, left!.TryRaiseLabel(left.Label).Reason);
    }
}
