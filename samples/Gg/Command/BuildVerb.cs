using System.Diagnostics;
using System.Globalization;
using Gg.Building;
using Gg.Functions;
using Gg.Graphs;
using Gg.Hosting;

namespace Gg.Command;

/// <summary>Builds a project as a user, and tells of it.</summary>
public static class BuildVerb
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(GgOptions options, TextWriter output, TextWriter errors, int? width, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (Enum.GetValues<StepKind>().Select(StepFunction.UsualTool).FirstOrDefault(tool => !File.Exists(tool)) is { } missing)
        {
            await errors.WriteLineAsync($"`{missing}` is not there: install gcc and libc6-dev");
            return 1;
        }

        try
        {
            var graph = GraphBuilder.Read(options.Folder);
            await using var host = await GgHost.StartAsync(options.Data, TimeProvider.System);
            using var functions = host.ClientOf(options.User);
            using var builder = new Builder(functions, options.Jobs, new ConsoleProgress(output, width));
            var begun = Stopwatch.GetTimestamp();
            var result = await builder.BuildAsync(graph, cancellation);
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{graph.Steps.Length} steps at {Label(options.User)}: {result.Run} run, {graph.Steps.Length - result.Run} as before, in {Stopwatch.GetElapsedTime(begun).TotalSeconds:F1} s"));
            await TellAsync(graph, result, functions, output, cancellation);
            if (options.To is { } folder)
            {
                await TakeAsync(graph, result, functions, folder, cancellation);
            }

            return 0;
        }
        catch (StepFailedException failure)
        {
            await errors.WriteAsync($"{(width is null ? "" : "\n")}{failure.Message}\n{failure.Answer.Messages}");
            foreach (var refused in failure.Answer.Refused)
            {
                await errors.WriteLineAsync($"refused: {refused}");
            }

            return 1;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            await errors.WriteLineAsync(error.Message);
            return 1;
        }
    }

    private static async Task TellAsync(Graph graph, BuildResult result, FunctionClient functions, TextWriter output, CancellationToken cancellation)
    {
        foreach (var check in graph.Checks)
        {
            await output.WriteLineAsync($"{check.Name}: {System.Text.Encoding.UTF8.GetString(await functions.FetchAsync(result.Outputs[check], cancellation)).TrimEnd()}");
        }

        foreach (var product in graph.Products)
        {
            await output.WriteLineAsync($"{product.Name}: {result.Outputs[product]}");
        }
    }

    private static async Task TakeAsync(Graph graph, BuildResult result, FunctionClient functions, string folder, CancellationToken cancellation)
    {
        foreach (var product in graph.Products)
        {
            var path = Path.Combine(folder, product.Output);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, await functions.FetchAsync(result.Outputs[product], cancellation), cancellation);
            if (product.Kind is StepKind.Link && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(path, Executable);
            }
        }
    }

    private static string Label(string? user) => user is null ? "public" : $"user({user})";
}
