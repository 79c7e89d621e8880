using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Lambda;
using Trapeze.Shim.Lambda.Instances;
using Trapeze.Shim.Tests.Guard;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Lambda;

/// <summary>What Lambda's variables make of an application, and what keeps it from starting.</summary>
public sealed class LambdaHostingTests : IDisposable
{
    private const string Nowhere = "127.0.0.1:1";
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void OutsideOfLambda_NothingIsAdded()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        var before = builder.Services.Count;

        builder.UseTrapezeLambda(_ => throw new InvalidOperationException("nobody asks"));

        Assert.Equal(before, builder.Services.Count);
    }

    [Fact]
    public void InLambda_ItsServerIsTheOnlyOne_AndTheVariableNamesTheFunction()
    {
        var builder = Builder(("TRAPEZE_FUNCTION", "plain"));

        builder.UseTrapezeLambda(SharedByAll);

        Assert.Equal(typeof(LambdaServer), Assert.Single(builder.Services, service => service.ServiceType == typeof(IServer)).ImplementationType);
        Assert.Equal("plain", Assert.IsType<ServedFunction>(builder.Services.Last(service => service.ServiceType == typeof(ServedFunction)).ImplementationInstance).Name);
    }

    [Fact]
    public void BadOptions_AreToldAllAtOnce()
    {
        var builder = Builder(("AWS_LAMBDA_MAX_CONCURRENCY", "10"));

        var refused = Assert.Throws<InvalidOperationException>(() => builder.UseTrapezeLambda(lambda =>
        {
            lambda.Margin = TimeSpan.Zero;
            lambda.Function = "";
        }));

        Assert.Contains("Margin is not positive", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Function is empty", refused.Message, StringComparison.Ordinal);
        Assert.Contains("10 invocations at once", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ManyAtOnce_InAProcessOfAllLabels_AreTaken() => Builder(("AWS_LAMBDA_MAX_CONCURRENCY", "10")).UseTrapezeLambda(SharedByAll);

    [Theory]
    [InlineData(false, "nobody", "no function of that name")]
    [InlineData(false, null, "UseStore")]
    [InlineData(true, "nobody", "no function of that name")]
    [InlineData(true, null, null)]
    public async Task Process_ThatWouldLoseData_OrServesNothing_DoesNotStart(bool dataOutlives, string? function, string? complaint)
    {
        await using var app = GuardHost.Build(_folder.Path, GuardHost.Policy, new MemoryAudit(), builder =>
        {
            builder.Configuration["AWS_LAMBDA_RUNTIME_API"] = Nowhere;
            builder.UseTrapezeLambda(lambda =>
            {
                SharedByAll(lambda);
                lambda.DataFolderOutlivesProcess = dataOutlives;
                lambda.Function = function;
            });
        });
        app.UseTrapeze();

        if (complaint is null)
        {
            await app.StartAsync();
            await app.StopAsync();
        }
        else
        {
            Assert.Contains(complaint, (await Assert.ThrowsAsync<InvalidOperationException>(() => app.StartAsync())).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void FreshProcess_ThatBeginsElsewhere_TakesNothing_AndTouchesNothing()
    {
        var kept = Path.Combine(_folder.Path, "kept");
        File.WriteAllText(kept, "");

        Assert.Throws<IOException>(() => FreshStart.Take("0", _folder.Path, _folder.Path));

        Assert.True(File.Exists(kept));
    }

    private static void SharedByAll(LambdaOptions lambda) => lambda.WarmProcess = WarmProcess.SharedByAllLabels;

    private static WebApplicationBuilder Builder(params (string Name, string Value)[] variables)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Configuration["AWS_LAMBDA_RUNTIME_API"] = Nowhere;
        foreach (var (name, value) in variables)
        {
            builder.Configuration[name] = value;
        }

        return builder;
    }
}
