using Gg.Graphs;

namespace Gg.Measuring;

/// <summary>Runs a graph's commands in one folder, as <c>make</c> would: no store, no functions.</summary>
public sealed class FolderBuild(Graph graph, int jobs, Func<Step, string, CancellationToken, Task<int?>> run)
{
    /// <exception cref="IOException">A command failed.</exception>
    public async Task BuildAsync(string folder, CancellationToken cancellation)
    {
        foreach (var source in graph.Sources)
        {
            var path = Path.Combine(folder, source.Name);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, source.Content, cancellation);
        }

        using var places = new SemaphoreSlim(jobs);
        var made = new Dictionary<Step, Task>();
        foreach (var step in graph.Steps)
        {
            made[step] = MakeAsync(step, [.. step.Files.Values.OfType<StepInput.Made>().Select(input => made[input.Step])]);
        }

        await Task.WhenAll(made.Values);

        async Task MakeAsync(Step step, Task[] inputs)
        {
            await Task.WhenAll(inputs);
            await places.WaitAsync(cancellation);
            try
            {
                if (await run(step, folder, cancellation) is not 0)
                {
                    throw new IOException($"{step} failed");
                }
            }
            finally
            {
                places.Release();
            }
        }
    }
}
