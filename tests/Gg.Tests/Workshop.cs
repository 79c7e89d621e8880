using System.Net;
using System.Text;
using Gg.Blobs;
using Gg.Building;
using Gg.Graphs;
using Gg.Hosting;
using Trapeze.Shim.Audit;
using Trapeze.Shim.Composition;

namespace Gg.Tests;

/// <summary>The functions on a data folder of their own, and room for projects beside it; gone afterwards.</summary>
internal sealed class Workshop : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("gg-tests-").FullName;

    private GgHost? _host;

    internal string Data => Path.Combine(_folder, "data");

    internal GgHost Host => _host!;

    internal static async Task<Workshop> OpenAsync()
    {
        var workshop = new Workshop();
        workshop._host = await GgHost.StartAsync(workshop.Data, TimeProvider.System);
        return workshop;
    }

    internal string Room(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    internal async Task<Built> BuildAsync(string? user, Graph graph, int jobs = 2)
    {
        Transcript? transcript = null;
        using var functions = Host.ClientOf(user, inner => transcript = new Transcript(inner));
        var told = new Told();
        using var builder = new Builder(functions, jobs, told);
        var result = await builder.BuildAsync(graph, CancellationToken.None);
        return new Built(result, told, [.. transcript!.Lines]);
    }

    /// <summary>What a failing build says of the step that failed.</summary>
    internal async Task<StepFailedException> FailAsync(string user, Graph graph) => await Assert.ThrowsAsync<StepFailedException>(() => BuildAsync(user, graph));

    internal async Task<byte[]> FetchAsync(string? user, BlobHash hash)
    {
        using var functions = Host.ClientOf(user);
        return await functions.FetchAsync(hash, CancellationToken.None);
    }

    internal async Task<string> OutputAsync(string? user, Built built, Step step) => Encoding.UTF8.GetString(await FetchAsync(user, built.Result.Outputs[step]));

    internal async Task<bool> HasAsync(string? user, BlobHash hash)
    {
        try
        {
            await FetchAsync(user, hash);
            return true;
        }
        catch (HttpRequestException error) when (error.Message.Contains($" {(int)HttpStatusCode.NotFound}", StringComparison.Ordinal))
        {
            return false;
        }
    }

    /// <summary>What somebody who may observe a label finds in the audit log of programs that were refused something.</summary>
    internal async Task<IReadOnlyList<AuditEntry>> RefusedAsync(string label)
    {
        // What is recorded is in the file when the host has stopped.
        await RestartAsync();
        return [.. AuditReader.Read(Data, Host.Services.GetFlowPolicy().Order.Parse(label)).Where(entry => entry.Rule is "Run")];
    }

    internal async Task RestartAsync()
    {
        await Host.DisposeAsync();
        _host = await GgHost.StartAsync(Data, TimeProvider.System);
    }

    public async ValueTask DisposeAsync()
    {
        if (_host is not null)
        {
            await _host.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }
}
