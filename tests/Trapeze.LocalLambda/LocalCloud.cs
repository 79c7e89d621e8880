using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Trapeze.LocalLambda.Aws;
using Trapeze.LocalLambda.Buckets;
using Trapeze.LocalLambda.Buses;
using Trapeze.LocalLambda.Gateway;
using Trapeze.LocalLambda.Instances;
using Trapeze.LocalLambda.Lambda;
using Trapeze.LocalLambda.Machines;
using Trapeze.LocalLambda.Mappings;
using Trapeze.LocalLambda.Queues;
using Trapeze.LocalLambda.Secrets;
using Trapeze.LocalLambda.Streams;
using Trapeze.LocalLambda.Topics;

namespace Trapeze.LocalLambda;

/// <summary>A stand-in for Lambda and what lies around it, in one process on loopback. A test part: bounded, and gone with this object.</summary>
public sealed class LocalCloud : IAsyncDisposable
{
    private const int MostTenants = 16;

    private readonly ConcurrentDictionary<(string Function, string? Tenant), Lazy<FunctionPool>> _pools = new();
    private readonly Dictionary<string, LocalFunction> _functions;
    private readonly Dictionary<string, FunctionOutput> _outputs;
    private readonly ConcurrentDictionary<(HttpShape Shape, string? Function), Lazy<Front>> _fronts = new();
    private readonly ConcurrentDictionary<string, Secret> _secrets = new(StringComparer.Ordinal);
    private readonly string _folder = Directory.CreateTempSubdirectory("trapeze-lambda-").FullName;
    private readonly CancellationTokenSource _end = new();
    private readonly QueueTable _queues;
    private readonly Dictionary<string, RecordStream> _streams;
    private readonly AsyncInvocations _later;
    private readonly AwsEndpoint _endpoint;
    private readonly Dictionary<string, string> _environment;
    private readonly List<Task> _mappings;

    private LocalCloud(LocalCloudOptions options)
    {
        Options = options;
        _functions = options.Functions.ToDictionary(function => function.Name, StringComparer.Ordinal);
        _outputs = options.Functions.ToDictionary(function => function.Name, _ => new FunctionOutput(), StringComparer.Ordinal);
        foreach (var (name, value) in options.Secrets)
        {
            SetSecret(name, value);
        }

        var dice = new Dice(options.Seed, options.IsUnruly);
        _queues = new QueueTable(dice, options.Time);
        foreach (var queue in options.Queues)
        {
            _queues.Add(queue);
        }

        var named = options.Mappings.Where(mapping => mapping.Kind != "sqs").Select(mapping => new LocalStream(mapping.Source, Shards: 1));
        _streams = options.Streams.Concat(named).DistinctBy(stream => stream.Source).ToDictionary(stream => stream.Source, stream => new RecordStream(stream, options.Time), StringComparer.Ordinal);
        _later = new AsyncInvocations(this, _queues, dice);
        _endpoint = new AwsEndpoint(
            options.Time,
            [new SqsApi(_queues, () => AwsEndpoint), new SecretsApi(this), new KinesisApi(_streams.GetValueOrDefault), new EventsApi(this), new StatesApi(this)],
            [new LambdaApi(this), new SnsApi(this, _queues), new S3Api(this)]);
        _environment = options.Environment.ToDictionary(entry => entry.Key, entry => entry.Value.Replace("{aws}", $"http://{AwsEndpoint.Authority}", StringComparison.Ordinal), StringComparer.Ordinal);
        _environment.TryAdd("AWS_ENDPOINT_URL", AwsEndpoint.AbsoluteUri);
        _mappings = [.. options.Mappings.Select(RunAsync)];
    }

    /// <summary>Where all services of AWS are.</summary>
    public Uri AwsEndpoint => _endpoint.Address;

    internal LocalCloudOptions Options { get; }

    /// <summary>Starts it. Instances start with the first invocation.</summary>
    public static Task<LocalCloud> StartAsync(LocalCloudOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Task.FromResult(new LocalCloud(options));
    }

    /// <summary>Where clients reach the routes in a shape.</summary>
    public Uri Address(HttpShape shape) => shape == HttpShape.FunctionUrl
        ? throw new ArgumentException("each function has a URL of its own", nameof(shape))
        : _fronts.GetOrAdd((shape, null), key => new Lazy<Front>(() => new Front(this, shape, Options.Routes))).Value.Address;

    /// <summary>Where clients reach a function by its own URL.</summary>
    public Uri FunctionUrl(string function) =>
        _fronts.GetOrAdd((HttpShape.FunctionUrl, function), key => new Lazy<Front>(() => new Front(this, HttpShape.FunctionUrl, [new LocalRoute("$default", Function(function).Name)]))).Value.Address;

    /// <summary>Invokes a function and waits for its answer.</summary>
    /// <exception cref="InvocationRefusedException">Lambda does not take it.</exception>
    public Task<InvocationResult> InvokeAsync(string function, ReadOnlyMemory<byte> payload, InvocationOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new InvocationOptions();
        return Function(function).IsIsolatedByTenant == options.TenantId is not null
            ? Pool(function, options.TenantId).InvokeAsync(payload, options, cancellationToken)
            : throw new InvocationRefusedException(400, "InvalidParameterValueException", "a tenant is given where none is needed, or not where one is");
    }

    /// <summary>Invokes a function without waiting for it; the invocation's id.</summary>
    /// <exception cref="InvocationRefusedException">Lambda does not take it.</exception>
    public string InvokeLater(string function, ReadOnlyMemory<byte> payload, InvocationOptions? options = null) => _later.Add(Function(function), payload, options ?? new InvocationOptions());

    /// <summary>A new instance of a function whose runtime the test plays.</summary>
    /// <param name="function">The function's name.</param>
    /// <param name="tenant">The tenant, of a function that is isolated by tenant.</param>
    public AttachedInstance Attach(string function, string? tenant = null) => new(Pool(function, tenant), Function(function));

    /// <summary>What the function's instances have written, the last lines.</summary>
    public IReadOnlyList<string> Output(string function) => _outputs[Function(function).Name].Lines;

    /// <summary>The ids of the processes that serve a function now.</summary>
    public IReadOnlyList<int> Processes(string function) => [.. _pools.Where(pool => pool.Key.Function == function).SelectMany(pool => pool.Value.Value.Processes)];

    /// <summary>How many invocations of a function its runtimes have answered, in time or not, well or with an error.</summary>
    public long Answers(string function) => _pools.Where(pool => pool.Key.Function == function).Sum(pool => pool.Value.Value.Answers);

    /// <summary>Ends a function's instances, asking first: the next invocation finds it cold.</summary>
    public Task EndInstancesAsync(string function) => Task.WhenAll(_pools.Where(pool => pool.Key.Function == function).Select(pool => pool.Value.Value.EndInstancesAsync()));

    /// <summary>How many messages a queue has.</summary>
    public QueueCounts Counts(string queue) => _queues.Get(queue).Counts;

    /// <summary>The bodies of a queue's messages, received or not, in the order that they were sent in.</summary>
    public IReadOnlyList<string> Messages(string queue) => _queues.Get(queue).Bodies;

    /// <summary>Puts a change of an item into a table's stream, which a mapping names.</summary>
    /// <param name="table">The table's name.</param>
    /// <param name="name"><c>INSERT</c>, <c>MODIFY</c> or <c>REMOVE</c>.</param>
    /// <param name="change">The members <c>Keys</c>, <c>NewImage</c> and <c>OldImage</c>.</param>
    public void Change(string table, string name, JsonObject change)
    {
        ArgumentNullException.ThrowIfNull(change);
        _streams[$"dynamodb:{table}"].Put(name, change);
    }

    /// <summary>How many asynchronous invocations are not done.</summary>
    public int InvocationsLater => _later.Count;

    /// <summary>Gives a secret another value.</summary>
    public void SetSecret(string name, string value) => _secrets[name] = new Secret(value, Guid.NewGuid().ToString(), Options.Time.GetUtcNow());

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await Task.WhenAll(_mappings);
        await _later.DisposeAsync();
        await Task.WhenAll(_pools.Values.Select(pool => pool.Value.DisposeAsync().AsTask()));
        foreach (var front in _fronts.Values)
        {
            await front.Value.DisposeAsync();
        }

        await _endpoint.DisposeAsync();
        _end.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    internal Secret? Secret(string name) => _secrets.GetValueOrDefault(name);

    internal IEnumerable<string> Subscribed(string source) => Options.Subscriptions.Where(subscription => subscription.Source == source).Select(subscription => subscription.Target);

    private Task RunAsync(LocalMapping mapping) => mapping.Kind == "sqs"
        ? new QueueMapping(mapping, _queues.Get(mapping.Resource), this).RunAsync(_end.Token)
        : new StreamMapping(mapping, _streams[mapping.Source], this, _queues).RunAsync(_end.Token);

    private LocalFunction Function(string name) => _functions.GetValueOrDefault(name) ?? throw InvocationRefusedException.NotFound(name);

    private FunctionPool Pool(string function, string? tenant)
    {
        var made = Function(function);
        if (_pools.Count >= MostTenants + _functions.Count && !_pools.ContainsKey((function, tenant)))
        {
            throw InvocationRefusedException.Throttled();
        }

        return _pools.GetOrAdd((function, tenant), _ => new Lazy<FunctionPool>(() => new FunctionPool(made, _folder, _environment, _outputs[function], Options.Time))).Value;
    }
}
