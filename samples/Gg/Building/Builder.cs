using System.Collections.Immutable;
using Gg.Blobs;
using Gg.Functions;
using Gg.Graphs;

namespace Gg.Building;

/// <summary>Walks a graph: each step is called when its inputs are there, no more than a number of them at once.</summary>
public sealed class Builder : IDisposable
{
    private readonly FunctionClient _functions;
    private readonly IBuildProgress _progress;
    private readonly SemaphoreSlim _places;
    private readonly Dictionary<Step, Task<BlobHash>> _made = [];
    private int _total;
    private int _done;
    private int _run;

    public Builder(FunctionClient functions, int jobs, IBuildProgress progress)
    {
        _functions = functions;
        _progress = progress;
        _places = new SemaphoreSlim(jobs);
    }

    /// <exception cref="StepFailedException">A step made nothing; the first one. No other is begun then.</exception>
    public async Task<BuildResult> BuildAsync(Graph graph, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(graph);
        _total = graph.Steps.Length;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await Task.WhenAll(graph.Sources.Select(source => PlacedAsync(() => KeepAsync(source, stop.Token), stop.Token)));
        foreach (var step in graph.Steps)
        {
            _made[step] = MakeAsync(step, stop);
        }

        await ((Task)Task.WhenAll(_made.Values)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellation.ThrowIfCancellationRequested();
        var failed = _made.Values.FirstOrDefault(made => made.IsFaulted);
        return failed is null ? new BuildResult(_made.ToImmutableDictionary(made => made.Key, made => made.Value.Result), _run) : throw failed.Exception!.InnerException!;
    }

    public void Dispose() => _places.Dispose();

    private async Task<BlobHash> MakeAsync(Step step, CancellationTokenSource stop)
    {
        var files = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var (name, input) in step.Files)
        {
            files[name] = input switch
            {
                StepInput.File file => file.Source.Hash.Text,
                StepInput.Made made => (await _made[made.Step]).Text,
                _ => throw new InvalidOperationException($"`{name}` is no input"),
            };
        }

        try
        {
            return await PlacedAsync(() => CallAsync(step, new Call(step.Tool, step.Arguments, files.ToImmutable(), step.Output), stop.Token), stop.Token);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            await stop.CancelAsync();
            throw;
        }
    }

    private async Task<BlobHash> CallAsync(Step step, Call call, CancellationToken cancellation)
    {
        var answer = await _functions.CallAsync(step.Kind, call, cancellation);
        if (answer.Output is not { } output)
        {
            throw new StepFailedException(step, answer);
        }

        Interlocked.Add(ref _run, answer.HasRun ? 1 : 0);
        _progress.End(step, answer.HasRun, Interlocked.Increment(ref _done), _total);
        return new BlobHash(output);
    }

    private async Task<BlobHash> KeepAsync(Source source, CancellationToken cancellation)
    {
        await _functions.KeepAsync(source, cancellation);
        return source.Hash;
    }

    private async Task<BlobHash> PlacedAsync(Func<Task<BlobHash>> work, CancellationToken cancellation)
    {
        await _places.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            _places.Release();
        }
    }
}
