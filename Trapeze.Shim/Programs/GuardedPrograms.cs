using System.Runtime.Versioning;
using Trapeze.Core.Activations;
using Trapeze.Core.Audit;
using Trapeze.Core.Channels;
using Trapeze.Policy;
using Trapeze.Policy.Profiles;
using Trapeze.Sandbox;
using Trapeze.Sandbox.Results;
using Trapeze.Shim.Activations;
using Trapeze.Shim.Composition;

namespace Trapeze.Shim.Programs;

/// <summary>One activation's programs.</summary>
/// <remarks>Where a run can be seen on a channel, its end can be, too: what the activation learns above that channel does not end it.</remarks>
internal sealed class GuardedPrograms(
    Activation activation, ActivationContext context, FlowPolicy policy, RunFolders folders, ClosedPlaces closed, ProfileRules rules, SettledOptions settled,
    AuditedMonitor audited)
    : IPrograms, IDisposable, IAsyncDisposable
{
    private const int LongestDetail = 1_024;
    private readonly CancellationTokenSource _over = new();
    private readonly SemaphoreSlim _places = new(settled.Value.ProgramsPerActivation);
    private readonly Lock _gate = new();
    private readonly HashSet<Task> _running = [];

    public Task<ProgramResult> RunAsync(string profile, ProgramCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(profile);
        ArgumentNullException.ThrowIfNull(command);
        foreach (var name in command.Files.Keys.Concat(command.Outputs))
        {
            FileName.Require(name);
        }

        if (!OperatingSystem.IsLinux())
        {
            throw new PlatformNotSupportedException("programs are confined on Linux alone");
        }

        var found = Find(profile);
        var channel = ChannelOf(found);
        var run = RunAsync(found, channel, command, cancellationToken);
        lock (_gate)
        {
            _running.RemoveWhere(task => task.IsCompleted);
            _running.Add(run);
        }

        return run;
    }

    public void Dispose() => _over.Cancel();

    public async ValueTask DisposeAsync()
    {
        await _over.CancelAsync();
        Task[] running;
        lock (_gate)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [SupportedOSPlatform("linux")]
    private async Task<ProgramResult> RunAsync(SandboxProfile profile, Channel? channel, ProgramCommand command, CancellationToken cancellationToken)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, context.Stopping, _over.Token);
        await _places.WaitAsync(ending.Token);
        var run = StartAsync(profile, channel, command, ending.Token);
        var result = channel is null ? await run : await run.WaitAsync(ending.Token);
        ending.Token.ThrowIfCancellationRequested();
        return result;
    }

    [SupportedOSPlatform("linux")]
    private async Task<ProgramResult> StartAsync(SandboxProfile profile, Channel? channel, ProgramCommand command, CancellationToken ending)
    {
        try
        {
            var (grants, problem) = GrantedPaths.Of(profile, closed);
            if (problem is not null)
            {
                throw Refuse(profile.Name, RefusalReason.NoRule, problem);
            }

            using var folder = Folder(profile, command);
            var server = profile.Channel is { } name ? policy.Channels[name].Address : null;
            var (given, allowed) = (rules.CommandOf(profile, command, folder), ProfileRules.RulesOf(profile, grants, server, folder, settled.Value.RequireOfPrograms));
            if (channel is not null)
            {
                // What it is given is final by now.
                activation.Send(channel);
                activation.Receive(channel);
            }

            using var end = new CancellationTokenSource();
            await using var registration = ending.Register(() =>
            {
                if (channel is null || activation.Label.FlowsTo(channel.Label))
                {
                    end.Cancel();
                }
            });
            var result = await Sandbox.Sandbox.RunAsync(given, allowed, end.Token);
            Tell(profile, result);
            return new ProgramResult(result, folder.Take(command.Outputs));
        }
        finally
        {
            _places.Release();
        }
    }

    [SupportedOSPlatform("linux")]
    private RunFolder Folder(SandboxProfile profile, ProgramCommand command)
    {
        RunFolder? folder = null;
        try
        {
            folder = folders.Make();
            folder.Put(command.Files, profile.ExecutesOwn);
            return folder;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            folder?.Dispose();
#pragma warning disable MA0054 // what the machine says of a failure names places that no function knows of
            throw new IOException("the run's folder cannot be made, or not all of its files: no two of them are a file and a folder of one name");
#pragma warning restore MA0054
        }
    }

    private SandboxProfile Find(string name) =>
        policy.Profiles.TryGetValue(name, out var found) && found.Admits(activation.Function) ? found : throw Refuse(name, RefusalReason.NoRule, detail: null);

    private Channel? ChannelOf(SandboxProfile profile) =>
        profile.Channel is not { } name ? null
        : policy.Channels.TryGetValue(name, out var channel) && channel.For(activation.StartLabel) is { } bound ? bound
        : throw Refuse(profile.Name, RefusalReason.NoRule, detail: null);

    // What it was refused, and what limit it met: for those who may know of the activation.
    private void Tell(SandboxProfile profile, SandboxResult result)
    {
        foreach (var violation in result.Violations)
        {
            Record(profile.Name, RefusalReason.OutsideProfile, violation.Path is null ? violation.Call : $"{violation.Call} {violation.Path}");
        }

        if (result.End is not (SandboxEnd.Exited or SandboxEnd.Signaled or SandboxEnd.Cancelled))
        {
            Record(profile.Name, RefusalReason.OutsideProfile, result.Problem is null ? result.End.ToString() : $"{result.End}: {result.Problem}");
        }
    }

    private FlowRefusedException Refuse(string profile, RefusalReason reason, string? detail)
    {
        Record(profile, reason, detail);
        return new FlowRefusedException(Rule.Run, profile);
    }

    private void Record(string profile, RefusalReason reason, string? detail) =>
        audited.Audit.Record(new AuditRecord(activation.Id, activation.Function, Decision.Refuse(Rule.Run, reason), activation.Label, profile, Target: null) { Detail = Cut(detail) });

    private static string? Cut(string? text) =>
        text is not { Length: > LongestDetail } ? text : text[..(char.IsHighSurrogate(text[LongestDetail - 1]) ? LongestDetail - 1 : LongestDetail)];
}
