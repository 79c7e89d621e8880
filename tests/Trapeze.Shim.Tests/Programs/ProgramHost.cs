using System.Collections.Immutable;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.Policy;
using Trapeze.Sandbox.Results;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Programs;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Programs;

/// <summary>A host whose function <c>build</c> may run shells.</summary>
internal sealed class ProgramHost : IAsyncDisposable
{
    private readonly Folder _folder = new();

    internal ProgramHost(string profiles = "", string channels = "", Action<TrapezeOptions>? options = null)
    {
        Given = Directory.CreateDirectory(Path.Combine(_folder.Path, "given")).FullName;
        File.WriteAllText(Path.Combine(Given, "file"), "given\n");
        Host = ShimHost.Create(
            _folder.Path,
            $$"""
            trapeze: 1
            labels:
              public:
              user(id): public
              secret:   user(*)
            channels:
              log: public
              {{channels}}
            functions:
              build: { on: event e, raises: secret }
              other: { on: event f }
            sandbox:
              shell: { in: build, exec: /usr/bin, read: [/usr/lib, "{{Given}}"], env: [PATH=/usr/bin, "GREETING=a = b", TRAPEZE_NOT_THERE], limits: { wall: 1m, output: 1MB } }
              {{profiles}}
            """,
            configure: builder => builder.Services.Configure<TrapezeOptions>(settings => options?.Invoke(settings)));
    }

    internal ShimHost Host { get; }

    internal FlowPolicy Policy => Host.Services.GetRequiredService<PolicyInForce>().Current;

    internal string Given { get; }

    internal string Data => Path.Combine(_folder.Path, "data");

    /// <summary>The folders of the runs that are there.</summary>
    internal IEnumerable<string> Folders => Directory.Exists(Path.Combine(Data, "runs")) ? Directory.GetDirectories(Path.Combine(Data, "runs")).SelectMany(own => Directory.GetDirectories(own)) : [];

    internal static ProgramCommand Shell(string script) => new("/usr/bin/sh") { Arguments = ["-c", script] };

    internal static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    internal static ImmutableDictionary<string, ReadOnlyMemory<byte>> FilesOf(params (string Name, string Text)[] files) =>
        files.ToImmutableDictionary(file => file.Name, file => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(file.Text), StringComparer.Ordinal);

    internal async Task<ProgramResult> RunAsync(ProgramCommand command, string profile = "shell", string label = "public", string function = "build")
    {
        ProgramResult? result = null;
        await Host.RunAsync(function, label, async (services, _) => result = await services.GetRequiredService<IPrograms>().RunAsync(profile, command));
        return result!;
    }

    /// <summary>What a shell prints that ends well.</summary>
    internal async Task<string> SayAsync(string script)
    {
        var result = await RunAsync(Shell(script));
        Assert.Equal((SandboxEnd.Exited, 0, ""), (result.Run.End, result.Run.ExitCode, Text(result.Run.Errors)));
        return Text(result.Run.Output);
    }

    internal Task WithAsync(string label, Func<IPrograms, Activation, Task> body) =>
        Host.RunAsync("build", label, (services, activation) => body(services.GetRequiredService<IPrograms>(), activation));

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        _folder.Dispose();
    }
}
