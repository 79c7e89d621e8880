using System.Diagnostics;
using System.Globalization;

namespace Trapeze.LocalLambda.Instances;

/// <summary>The process of an instance, with a folder of its own for temporary files. It may execute another program in its place.</summary>
internal sealed class InstanceProcess : IAsyncDisposable
{
    // A stranger's child waits for the end of the input, which is this process's end too, and kills the instance then: not if it is told that the instance has ended.
    private const string Watch =
        """
        me=$$
        exec 3<&0
        ( ( read -r -u 3 _ || kill -KILL "$me" ) </dev/null >/dev/null 2>&1 & )
        exec 3<&-
        exec "$@" </dev/null
        """;

    private static readonly string[] Inherited = ["PATH", "LANG", "DOTNET_ROOT", "DOTNET_ROOT_X64", "DOTNET_gcServer", "DOTNET_TieredPGO", "DOTNET_TieredCompilation"];

    private readonly Process _process;
    private readonly string _temporary;
    private readonly Lock _ending = new();
    private bool _isOver;
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private InstanceProcess(Process process, string temporary)
    {
        _process = process;
        _temporary = temporary;
        process.Exited += (_, _) => _exited.TrySetResult(process.ExitCode);
        process.EnableRaisingEvents = true;
    }

    internal int Id => _process.Id;

    /// <summary>Ends when it has ended, with its exit code; whatever it has left behind may still hold its output.</summary>
    internal Task<int> Exited => _exited.Task;

    internal static InstanceProcess Start(LocalFunction function, string api, string stream, string folder, IReadOnlyDictionary<string, string> shared, FunctionOutput output)
    {
        var temporary = Directory.CreateDirectory(Path.Combine(folder, $"tmp-{Guid.NewGuid():n}")).FullName;
        var start = new ProcessStartInfo("bash", ["-c", Watch, function.Name, .. function.Command])
        {
            UseShellExecute = false,
            WorkingDirectory = function.TaskRoot,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        SetEnvironment(start.Environment, function, api, stream, temporary, shared);
        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Add(output, line);
        process.ErrorDataReceived += (_, line) => Add(output, line);
        var instance = new InstanceProcess(process, temporary);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return instance;
    }

    internal void AskToEnd()
    {
        lock (_ending)
        {
            if (!_isOver && !Exited.IsCompleted)
            {
                Signals.AskToEnd(_process.Id);
            }
        }
    }

    /// <summary>Ends it at once, with what it has started. Whoever comes second, or beside the end, finds it gone.</summary>
    internal void Kill()
    {
        lock (_ending)
        {
            if (!_isOver)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await Exited;
        lock (_ending)
        {
            if (_isOver)
            {
                return;
            }

            _isOver = true;
        }

        try
        {
            await _process.StandardInput.WriteLineAsync();
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // Nobody watches.
        }

        _process.Dispose();
        Directory.Delete(_temporary, recursive: true);
    }

    private static void SetEnvironment(
        IDictionary<string, string?> environment, LocalFunction function, string api, string stream, string temporary, IReadOnlyDictionary<string, string> shared)
    {
        var inherited = Inherited.Where(environment.ContainsKey).Select(name => (name, environment[name])).ToList();
        environment.Clear();
        foreach (var (name, value) in inherited)
        {
            environment[name] = value;
        }

        environment["TZ"] = ":UTC";
        environment["TMPDIR"] = temporary;
        environment["TRAPEZE_FUNCTION"] = function.Name;
        environment["AWS_LAMBDA_RUNTIME_API"] = api;
        environment["AWS_LAMBDA_FUNCTION_NAME"] = function.Name;
        environment["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST";
        environment["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = function.MemoryMegabytes.ToString(CultureInfo.InvariantCulture);
        environment["AWS_LAMBDA_INITIALIZATION_TYPE"] = function.Concurrency > 1 ? "lambda-managed-instances" : "on-demand";
        environment["AWS_LAMBDA_LOG_GROUP_NAME"] = $"/aws/lambda/{function.Name}";
        environment["AWS_LAMBDA_LOG_STREAM_NAME"] = stream;
        environment["AWS_REGION"] = environment["AWS_DEFAULT_REGION"] = LocalNames.Region;
        environment["AWS_ACCESS_KEY_ID"] = LocalNames.AccessKey;
        environment["AWS_SECRET_ACCESS_KEY"] = LocalNames.SecretKey;
        environment["AWS_SESSION_TOKEN"] = LocalNames.SessionToken;
        environment["LAMBDA_TASK_ROOT"] = function.TaskRoot;
        environment["_HANDLER"] = function.Name;
        if (function.Concurrency > 1)
        {
            environment["AWS_LAMBDA_MAX_CONCURRENCY"] = function.Concurrency.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var (name, value) in shared.Concat(function.Environment))
        {
            environment[name] = value;
        }
    }

    private static void Add(FunctionOutput output, DataReceivedEventArgs line)
    {
        if (line.Data is { } text)
        {
            output.Add(text);
        }
    }
}
