using System.Net;
using Microsoft.AspNetCore.Builder;
using Trapeze.Core.Activations;
using Trapeze.Shim.Tests.Guard;

namespace Trapeze.Shim.Tests.Lambda;

/// <summary>AWS's own host asks for the next event as soon as it has a reply: so nothing starts under it that may rise.</summary>
public sealed class AmazonHostTests
{
    [Theory]
    [InlineData(true, HttpStatusCode.NotImplemented)]
    [InlineData(false, HttpStatusCode.Forbidden)]
    public async Task Function_ThatMayRise_IsRefusedBeforeItStarts(bool isAmazons, HttpStatusCode status)
    {
        var hasStarted = false;
        await using var host = await GuardHost.StartAsync(
            app =>
            {
                app.MapGet("/plain", () => "x");
                app.MapGet("/rise/{mode}", (Activation activation) =>
                {
                    hasStarted = true;
                    activation.RaiseLabel(activation.Label.Order.Parse("secret"));
                });
            },
            before: app => app.Use((context, next) =>
            {
                if (isAmazons)
                {
                    // As that host does.
                    context.Items["LambdaRequestObject"] = new object();
                }

                return next(context);
            }));

        using var risen = await host.GetAsync("/rise/one", GuardHost.Mint.Of("client"));
        using var plain = await host.GetAsync("/plain", GuardHost.Mint.Of("client"));

        Assert.Equal(status, risen.StatusCode);
        Assert.Equal(!isAmazons, hasStarted);
        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);
    }
}
