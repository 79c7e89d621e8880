using System.Collections.Immutable;
using System.Text;
using Gg.Blobs;
using Gg.Graphs;
using Trapeze.Policy;
using Trapeze.Sandbox.Results;
using Trapeze.Shim.Programs;

namespace Gg.Functions;

/// <summary>POST /steps/{kind}: one confined run of a tool, from blobs to a blob; or what it made before.</summary>
/// <remarks>All that it reads is of its view, and all that it writes carries its label. So a call is only known to it if somebody has made it who flows to it.</remarks>
public sealed class StepFunction(BlobStore blobs, Memo memo, Toolchain tools, FlowPolicy policy, IPrograms programs)
{
    private const string Own = "own";

    /// <summary>The policy's profile for a step: its own if the tool is one that the user brings or has built.</summary>
    public static string ProfileOf(StepKind kind, string? tool) => tool is null ? kind.ToString().ToLowerInvariant() : Own;

    public static string UsualTool(StepKind kind) => kind is StepKind.Archive ? "/usr/bin/ar" : "/usr/bin/gcc";

    public async Task<IResult> RunAsync(StepKind kind, Call call, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(call);
        var profile = ProfileOf(kind, call.Tool);
        var key = call.KeyOf(kind, tools.Of(policy.Profiles[profile]));
        if (await memo.FindAsync(key, cancellation) is { } known)
        {
            return Results.Ok(new Answer(known, HasRun: false, "", []));
        }

        var files = ImmutableDictionary.CreateBuilder<string, ReadOnlyMemory<byte>>(StringComparer.Ordinal);
        foreach (var (name, hash) in call.Files)
        {
            if (await blobs.FindAsync(new BlobHash(hash), cancellation) is not { } content)
            {
                return Results.NotFound($"`{name}` is not there: put it first");
            }

            files[name] = content;
        }

        var result = await programs.RunAsync(
            profile,
            new ProgramCommand(call.Tool ?? UsualTool(kind)) { Arguments = call.Arguments, Files = files.ToImmutable(), Outputs = kind is StepKind.Check ? [] : [call.Output] },
            cancellation);
        var (output, answer) = Judge(kind, call, result);
        if (output is { } made)
        {
            var hash = await blobs.PutAsync(made, cancellation);
            await memo.NoteAsync(key, hash, cancellation);
            return Results.Ok(answer with { Output = hash.Text });
        }

        return Results.UnprocessableEntity(answer);
    }

    // A tool that asked for what it is not given is not believed in anything.
    private static (ReadOnlyMemory<byte>? Output, Answer Answer) Judge(StepKind kind, Call call, ProgramResult result)
    {
        var run = result.Run;
        var messages = Text(run.Errors) + (kind is StepKind.Check ? "" : Text(run.Output));
        var answer = new Answer(Output: null, HasRun: true, messages, [.. run.Violations.Select(violation => $"{violation.Call} {violation.Path}".TrimEnd())]);
        if (run is not { End: SandboxEnd.Exited, ExitCode: 0 })
        {
            return (null, answer with { Messages = $"{messages}{End(run)}\n" });
        }

        if (run.Violations.Length > 0)
        {
            return (null, answer);
        }

        if (kind is StepKind.Check)
        {
            return (run.Output, answer);
        }

        if (result.Files.TryGetValue(call.Output, out var file))
        {
            return (file, answer);
        }

        return (null, answer with { Messages = $"{messages}it made no `{call.Output}`\n" });
    }

    private static string End(Trapeze.Sandbox.SandboxResult run) => run switch
    {
        { End: SandboxEnd.Exited } => $"it exited with {run.ExitCode}",
        { End: SandboxEnd.Signaled } => $"signal {run.Signal} ended it",
        _ => $"{run.End}: {run.Problem}".TrimEnd(' ', ':'),
    };

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}
