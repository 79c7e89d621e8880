using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Amazon.DynamoDBv2;
using Amazon.Runtime;

namespace Trapeze.LocalServers;

/// <summary>AWS's DynamoDB Local, as a process of its own on a free port. It ends with this object, and with this process whatever becomes of it.</summary>
public sealed class DynamoDbLocal : IAsyncDisposable
{
    private const int MostStarts = 5;

    // It waits for the end of its input, which is this process's end too, and kills what it started; SIGKILL is the only way that it knows.
    private const string Watch =
        """
        exec 3<&0
        java "$@" </dev/null &
        server=$!
        { read -r -u 3 _; kill -KILL "$server"; } >/dev/null 2>&1 &
        watcher=$!
        wait "$server" 2>/dev/null
        kill "$watcher" 2>/dev/null
        """;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(100);

    private readonly DynamoDbLocalOptions _options;
    private readonly string _folder;
    private Process? _process;

    private DynamoDbLocal(DynamoDbLocalOptions options, string folder)
    {
        _options = options;
        _folder = folder;
    }

    /// <summary>Where it listens; another port after every start.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>Starts a server, which is fetched if it is not there, and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">It cannot be had, or does not start.</exception>
    public static async Task<DynamoDbLocal> StartAsync(DynamoDbLocalOptions? options = null)
    {
        var server = new DynamoDbLocal(options ?? new DynamoDbLocalOptions(), DynamoDbLocalFolder.Get());
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it after <see cref="Kill"/>, on another port.</summary>
    /// <exception cref="InvalidOperationException">It runs, or does not start.</exception>
    public async Task StartAgainAsync()
    {
        if (_process is not null)
        {
            throw new InvalidOperationException("the server runs");
        }

        // A port that was free may be taken when the server asks for it; then that server ends, or is not the one that answers.
        for (var attempt = 1; ; attempt++)
        {
            var output = new LastLines();
            if (await TryStartAsync(output))
            {
                return;
            }

            Kill();
            if (attempt == MostStarts)
            {
                throw new InvalidOperationException($"DynamoDB Local does not start:\n{output}");
            }
        }
    }

    /// <summary>Ends it at once, as a crash would (SIGKILL). What it had acknowledged is in its folder, if it has one.</summary>
    public void Kill()
    {
        if (_process is { } process)
        {
            _process = null;
            process.StandardInput.Close();
            process.WaitForExit();
            process.Dispose();
        }
    }

    /// <summary>A new client of its own connections, which tries nothing twice.</summary>
    /// <param name="connections">The most connections.</param>
    /// <param name="wire">What takes down what passes; <see langword="null"/> for nobody.</param>
    public AmazonDynamoDBClient CreateClient(int connections = 16, Wire? wire = null) => new(new BasicAWSCredentials("local", "local"), new AmazonDynamoDBConfig
    {
        ServiceURL = Address.AbsoluteUri,
        AuthenticationRegion = "us-east-1",
        IgnoreConfiguredEndpointUrls = true,
        MaxErrorRetry = 0,
        MaxConnectionsPerServer = connections,
        HttpClientFactory = wire,
        DefaultConfigurationMode = DefaultConfigurationMode.Standard,
    });

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        Kill();
        return ValueTask.CompletedTask;
    }

    private async Task<bool> TryStartAsync(LastLines output)
    {
        var port = FreePort();
        Address = new Uri($"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}");
        var start = new ProcessStartInfo("bash", ["-c", Watch, "dynamodb-local", .. Arguments(port)])
        {
            UseShellExecute = false,
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DDB_LOCAL_TELEMETRY"] = "0";
        _process = Process.Start(start)!;
        output.Follow(_process);
        using var probe = new HttpClient { Timeout = Deadline };
        using var tick = new PeriodicTimer(Patience);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Deadline && !_process.HasExited && !output.Contains("already in use"); await tick.WaitForNextTickAsync())
        {
            if (await AnswersAsync(probe))
            {
                return !_process.HasExited && !output.Contains("already in use");
            }
        }

        return false;
    }

    private async Task<bool> AnswersAsync(HttpClient probe)
    {
        try
        {
            // An unsigned request is refused: by an answer all the same.
            using var response = await probe.GetAsync(Address);
            return response.StatusCode == HttpStatusCode.BadRequest;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private string[] Arguments(int port) =>
    [
        "-XX:+UseSerialGC", "-Djava.library.path=./DynamoDBLocal_lib", "-jar", "DynamoDBLocal.jar", "-sharedDb",
        "-port", port.ToString(CultureInfo.InvariantCulture),
        .. _options.DataFolder is { } data ? (string[])["-dbPath", data] : ["-inMemory"],
    ];

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
