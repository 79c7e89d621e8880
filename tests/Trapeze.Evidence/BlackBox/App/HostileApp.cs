using System.Net;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trapeze.Core.Labels;
using Trapeze.Shim.Audit;
using Trapeze.Shim.Composition;

namespace Trapeze.Evidence.BlackBox.App;

/// <summary>An application on what ships, on a real server, whose handlers do whatever the programs of the pairs tell them.</summary>
internal sealed class HostileApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _folder;
    private readonly LambdaStage? _stage;

    private HostileApp(WebApplication app, string folder, Observed observed, Tokens tokens, LambdaStage? stage)
    {
        _stage = stage;
        _app = app;
        _folder = folder;
        Observed = observed;
        Tokens = tokens;
        Order = app.Services.GetFlowPolicy().Order;
        var addresses = stage is not null ? [stage.Address] : app.Urls.Select(url => new Uri(url)).ToList();
        (Address, AddressOfHttp2) = (addresses[0], addresses.Count > 1 ? addresses[1] : null);
    }

    internal Uri Address { get; }

    /// <summary>Where it speaks HTTP/2, if it does.</summary>
    internal Uri? AddressOfHttp2 { get; }

    internal Observed Observed { get; }

    internal Tokens Tokens { get; }

    internal required string Name { get; init; }

    internal required Receiver Outside { get; init; }

    internal required World World { get; init; }

    internal LabelOrder Order { get; }

    internal static async Task<HostileApp> StartAsync(HostileSettings settings, Tokens tokens, Receiver outside)
    {
        var name = $"trapeze-{Guid.NewGuid():N}";
        var folder = Directory.CreateTempSubdirectory("trapeze-hostile-").FullName;
        var observed = new Observed(name);
        var world = new World(observed, settings.Deadline);
        WebApplication? app = null;
        var stage = settings.IsInLambda ? await LambdaStage.StartAsync() : null;
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder, "policy.yaml"), (settings.Policy ?? HostilePolicy.Text)(outside.AddressOf(name)));
            app = Build(folder, settings, tokens, observed, world, stage);
            world.Logger = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("root");
            observed.Listen();
            app.UseTrapeze();
            Map(app, world);
            await app.StartAsync();
            observed.Forget();
            return new HostileApp(app, folder, observed, tokens, stage) { Name = name, Outside = outside, World = world };
        }
        catch
        {
            observed.Dispose();
            if (app is not null)
            {
                await app.DisposeAsync();
            }

            await EndAsync(stage);
            Directory.Delete(folder, recursive: true);
            throw;
        }
    }

    /// <summary>What a reader of <paramref name="clearance"/> finds in the audit log. Only of an application that has ended is it whole.</summary>
    internal IReadOnlyList<AuditEntry> Audit(Label clearance) => [.. AuditReader.Read(_folder, clearance)];

    /// <summary>Ends the application; its files stay until it is disposed of.</summary>
    internal async Task StopAsync()
    {
        World.LetGo();
        await _app.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _app.DisposeAsync();
        await EndAsync(_stage);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Observed.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static ValueTask EndAsync(LambdaStage? stage) => stage?.DisposeAsync() ?? default;

    private static WebApplication Build(string folder, HostileSettings settings, Tokens tokens, Observed observed, World world, LambdaStage? stage)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = "Production", ContentRootPath = folder });
        if (stage is not null)
        {
            stage.Serve(builder);
        }
        else
        {
            Listen(builder);
        }

        builder.Logging.SetMinimumLevel(LogLevel.Trace).AddProvider(observed);
        builder.Services.AddSingleton(world);
        builder.Services.AddRouting();
        builder.Services.AddAuthentication().AddJwtBearer(jwt =>
        {
            jwt.MapInboundClaims = false;
            jwt.TokenValidationParameters = tokens.Validation;
        });

        // It would read and make keys in the home folder, for cookies that there are none of.
        foreach (var keys in builder.Services.Where(service => service.ImplementationType?.Name is "DataProtectionHostedService").ToList())
        {
            builder.Services.Remove(keys);
        }

        var trapeze = builder.Services.AddTrapeze(options =>
        {
            options.PolicyPath = Path.Combine(folder, "policy.yaml");
            options.DataFolder = folder;
            options.AuthenticationScheme = JwtBearerDefaults.AuthenticationScheme;
            options.HiddenRunsPerLabel = settings.HiddenRunsPerLabel;
            options.HiddenRuns = 1_000_000;
            options.HiddenDeadline = TimeSpan.FromHours(1);
            options.MaxRequestBody = 4_096;
            options.MaxReplyBody = 256 * 1_024;
            options.Events = new()
            {
                Retries = [TimeSpan.Zero, TimeSpan.Zero],
                ConcurrencyPerLabel = settings.EventsPerLabel,
                Concurrency = settings.EventsPerLabel * 4,
                Patience = TimeSpan.FromMilliseconds(5),
            };
        });
        trapeze.AddFunction<HostileEvent>("task").AddFunction<HostileEvent>("climb").AddFunction<HostileEvent>("told").AddDeclassifier<Parity>("Parity");
        if (settings.Audit is { } audit)
        {
            trapeze.UseAuditLog(audit);
        }

        return builder.Build();
    }

    private static void Listen(WebApplicationBuilder builder) => builder.WebHost.UseKestrelCore().ConfigureKestrel(server =>
    {
        server.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http1);
        server.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
    });

    private static void Map(WebApplication app, World world)
    {
        foreach (var function in (string[])["plain", "rise", "step", "flow", "mine", "desks", "unruled"])
        {
            app.Map($"/{function}/{{pair}}/{{program}}", context => HostileRequest.RunAsync(context, world));
        }
    }
}
