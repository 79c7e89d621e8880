using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Trapeze.Core.Activations;
using Trapeze.Shim.Activations;
using Trapeze.Shim.Telemetry;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Telemetry;

#pragma warning disable CA2254 // the tests choose what they log
public sealed class LogTests : IAsyncLifetime
{
    private const string Policy = """
        trapeze: 1
        labels:
          public:
          user(id): public
          secret:   user(*)
        callers:
          - anonymous: public
        channels:
          reply: caller
          log:   public
        functions:
          start: { on: POST /start }
        """;

    private readonly Folder _folder = new();
    private readonly Lines _lines = new();
    private readonly ShimHost _host;

    public LogTests() => _host = Create(_folder, Policy);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Injected_AtALabelThatFlows_IsWritten()
    {
        await RunAsync("public", (services, _) => Injected(services).LogInformation("seen {Value}", 7));
        Assert.Equal("|seen 7||7,seen {Value}", Assert.Single(_lines.Written));
    }

    [Fact]
    public async Task Injected_AboveTheLog_IsWithheldAndRecordedAtTheActivationsLabel()
    {
        await RunAsync("public", (services, activation) =>
        {
            var logger = Injected(services);
            activation.RaiseLabel(_host.Label("secret"));
            Assert.False(logger.IsEnabled(LogLevel.Critical));
            logger.LogCritical(new InvalidOperationException("secret"), "secret");
        });
        Assert.Empty(_lines.Written);
        Assert.Contains(_host.Audit(), entry => entry is { Rule: "Send", Subject: "log", Label: "secret", Reason: "LabelDoesNotFlow" });
    }

    [Fact]
    public async Task Injected_OnAThreadWithoutTheActivationsContext_IsStillBound()
    {
        await RunAsync("secret", (services, _) =>
        {
            var logger = Injected(services);
            var thread = new Thread(() => logger.LogInformation("secret"));
            thread.UnsafeStart();
            thread.Join();
        });
        Assert.Empty(_lines.Written);
    }

    [Theory]
    [InlineData("public", 1)]
    [InlineData("secret", 0)]
    public async Task Root_InsideAnActivation_IsJudgedAtItsLabel(string label, int written)
    {
        var root = _host.Services.GetRequiredService<ILogger<LogTests>>();
        await RunAsync(label, (services, _) =>
        {
            CurrentActivation.Enter(services.GetRequiredService<ActivationContext>());
            root.LogInformation("from a singleton");
        });
        Assert.Equal(written, _lines.Written.Count);
    }

    [Fact]
    public async Task Factory_InsideAnActivation_IsJudgedAtItsLabel()
    {
        await RunAsync("secret", (services, _) =>
        {
            CurrentActivation.Enter(services.GetRequiredService<ActivationContext>());
            services.GetRequiredService<ILoggerFactory>().CreateLogger("any").LogInformation("secret");
        });
        Assert.Empty(_lines.Written);
    }

    [Fact]
    public void Root_OutsideOfActivations_WritesAsEver()
    {
        var problem = new InvalidOperationException("as it is");
        _host.Services.GetRequiredService<ILogger<LogTests>>().LogError(problem, "the host's own");
        Assert.Equal($"|the host's own|{problem}|the host's own", Assert.Single(_lines.Written));
    }

    [Theory]
    [InlineData("Microsoft.AspNetCore.Hosting.Diagnostics", 0)]
    [InlineData("Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerHandler", 0)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel", 0)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.Connections", 0)]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets", 0)]
    [InlineData("Microsoft.AspNetCore.HttpOverrides.ForwardedHeadersMiddleware", 0)]
    [InlineData("Microsoft.AspNetCore.DataProtection.KeyManagement.KeyRingProvider", 1)]
    [InlineData("Microsoft.Hosting.Lifetime", 1)]
    public void Server_LinesThatTellOfRequests_AreWithheld(string category, int written)
    {
        _host.Services.GetRequiredService<ILoggerFactory>().CreateLogger(category).LogWarning("GET /?card=4111");
        Assert.Equal(written, _lines.Written.Count);
    }

    [Fact]
    public async Task Line_WhoseStateRaisesWhileItIsFormatted_IsJudgedAtTheRaisedLabel()
    {
        await RunAsync("public", (services, activation) =>
            Injected(services).LogInformation("{Value}", new Raising(() => activation.RaiseLabel(_host.Label("secret")))));
        Assert.Empty(_lines.Written);
    }

    [Fact]
    public async Task Line_WhoseStateAndScopeChangeLater_SaysWhatItSaidWhenItWasJudged()
    {
        await RunAsync("public", (services, activation) =>
        {
            var later = new Changing { Text = "before" };
            var problem = new ChangingException(later);
            var logger = Injected(services);
            logger.BeginScope(later);
            logger.LogError(problem, "{Value}", later);
            activation.RaiseLabel(_host.Label("secret"));
            later.Text = "after";
        });
        Assert.Equal("before|before|before|before,{Value}", Assert.Single(_lines.Written));
    }

    [Fact]
    public async Task Log_ThatThePolicyDoesNotName_GetsNothing()
    {
        using var folder = new Folder();
        await using var host = Create(folder, Policy.Replace("  log:   public\n", "", StringComparison.Ordinal));
        await host.RunAsync("start", "public", (services, _) =>
        {
            Injected(services).LogInformation("nobody may");
            return Task.CompletedTask;
        });
        Assert.Empty(_lines.Written);
    }

    [Fact]
    public async Task Start_AfterLoggingWasReplaced_Fails()
    {
        using var folder = new Folder();
        await Assert.ThrowsAsync<InvalidOperationException>(() => ShimHost.StartAsync(folder.Path, Policy, configure: builder =>
            builder.Services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance)));
    }

    private static ILogger<LogTests> Injected(IServiceProvider services) => services.GetRequiredService<ILogger<LogTests>>();

    private ShimHost Create(Folder folder, string policy) =>
        ShimHost.Create(folder.Path, policy, configure: builder => builder.Services.AddSingleton<ILoggerProvider>(_lines));

    private Task RunAsync(string label, Action<IServiceProvider, Activation> body) => _host.RunAsync("start", label, (services, activation) =>
    {
        body(services, activation);
        return Task.CompletedTask;
    });

    private sealed class Raising(Action raise)
    {
        public override string ToString()
        {
            raise();
            return "what is there";
        }
    }

    private sealed class Changing
    {
        internal string Text { get; set; } = "";

        public override string ToString() => Text;
    }

    private sealed class ChangingException(Changing text) : Exception
    {
        public override string ToString() => text.Text;
    }
}
