using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Events;
using Trapeze.Shim.Lambda.Instances;
using Trapeze.Shim.Lambda.Runtime;
using Trapeze.Shim.Sources;

namespace Trapeze.Shim.Lambda;

/// <summary>Makes an application one that runs in Lambda.</summary>
public static class LambdaHosting
{
    private const string Api = "AWS_LAMBDA_RUNTIME_API";
    private const string Function = "TRAPEZE_FUNCTION";
    private const string Concurrency = "AWS_LAMBDA_MAX_CONCURRENCY";
    private const string Queues = "TRAPEZE_QUEUES";
    private const string Start = "AWS_LAMBDA_INITIALIZATION_TYPE";
    private const string Temporary = "TMPDIR";
    private const string TasksOfLambda = "/var/task";

    /// <summary>In Lambda, serves what Lambda hands out instead of listening on a port. Elsewhere it does nothing.</summary>
    /// <remarks>
    /// The variable <c>TRAPEZE_FUNCTION</c> names the one function of the policy that a process serves, if not <paramref name="configure"/> does. A process that cannot start
    /// tells Lambda so, in constant words; why it cannot is on its standard error. Call it first of all: a renewed process empties the folder for temporary files here.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The options mean nothing, or do not go together with what Lambda says.</exception>
    public static IHostApplicationBuilder UseTrapezeLambda(this IHostApplicationBuilder builder, Action<LambdaOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (builder.Configuration[Api] is not { Length: > 0 } address)
        {
            return builder;
        }

        var runtime = new RuntimeApi(address);
        var isStarting = true;
        AppDomain.CurrentDomain.UnhandledException += (_, _) =>
        {
            if (isStarting)
            {
                runtime.FailToStartAsync().GetAwaiter().GetResult();
            }
        };
        var options = new LambdaOptions { Function = builder.Configuration[Function] };
        configure?.Invoke(options);
        var process = Process(builder.Configuration, options);
        Add(builder.Services, process, runtime);
        builder.Services.AddSingleton<IHostedService>(provider =>
        {
            provider.GetRequiredService<IHostApplicationLifetime>().ApplicationStarted.Register(() => isStarting = false);
            return ActivatorUtilities.CreateInstance<LambdaCheck>(provider);
        });
        return builder;
    }

    /// <summary>Adds the server and what it knows.</summary>
    internal static void Add(IServiceCollection services, LambdaProcess process, RuntimeApi runtime)
    {
        services.AddSingleton<RecordServer>();
        AddServer(services, process, runtime);
    }

    /// <summary>Adds the server without what serves records: an application that is not guarded has none.</summary>
    internal static void AddServer(IServiceCollection services, LambdaProcess process, RuntimeApi runtime)
    {
        if (process.Options.WarmProcess == WarmProcess.Renewed)
        {
            services.AddSingleton<IRunHost>(process.Instance);
        }

        services.AddSingleton(new SourceOptions { QueuePrefix = process.QueuePrefix, LastGrace = process.Options.Margin / 2 });
        services.AddSingleton(process);
        services.AddSingleton(runtime);
        services.AddSingleton(new ServedFunction(process.Options.Function));
        services.RemoveAll<IServer>();
        services.AddSingleton<IServer, LambdaServer>();
    }

    private static LambdaProcess Process(IConfiguration configuration, LambdaOptions options)
    {
        var concurrency = int.TryParse(configuration[Concurrency], NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? Math.Max(most, 1) : 1;
        var problems = options.Problems().ToList();
        if (concurrency > 1 && options.WarmProcess == WarmProcess.Renewed)
        {
            problems.Add($"Lambda hands this process {concurrency} invocations at once, so it cannot be renewed between them: set {Concurrency} to 1, or {nameof(LambdaOptions)}.{nameof(LambdaOptions.WarmProcess)} to {nameof(WarmProcess.SharedByAllLabels)}");
        }

        if (problems.Count > 0)
        {
            throw new InvalidOperationException(string.Join(Environment.NewLine, problems));
        }

        var renewal = ProcessRenewal.OfThisProcess();
        if (options.WarmProcess == WarmProcess.Renewed)
        {
            FreshStart.AdoptOrphans();
        }

        var handover = configuration[ProcessRenewal.Variable] is { } descriptor
            ? FreshStart.Take(descriptor, configuration[ProcessRenewal.FolderVariable] ?? "", TemporaryFolder(configuration))
            : null;
        return new LambdaProcess(options, renewal, handover)
        {
            Concurrency = concurrency,
            WaitsForRestore = handover is null && configuration[Start] is "snap-start",
            QueuePrefix = configuration[Queues]?.Split('/')[^1],
        };
    }

    // Everything in it is deleted. So on a machine that is not Lambda's it has to have been named.
    private static string TemporaryFolder(IConfiguration configuration) =>
        configuration[Temporary] is { Length: > 0 } named ? named
        : Directory.Exists(TasksOfLambda) ? Path.GetTempPath()
        : throw new InvalidOperationException($"this is not Lambda, so the folder for temporary files is not emptied unless {Temporary} names it");
}
