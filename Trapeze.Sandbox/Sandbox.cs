using Trapeze.Sandbox.Launching;
using Trapeze.Sandbox.Levels;
using Trapeze.Sandbox.Rules;
using Trapeze.Sandbox.Tracing;

namespace Trapeze.Sandbox;

/// <summary>Runs native programs that nobody trusts: each sees what it was given, writes where it was told, and leaves no process behind.</summary>
public static class Sandbox
{
    private static readonly Host Host = new(Machine.Ask);
    private static readonly Loaders Loaders = new();

    /// <summary>What this machine has of what confines programs: asked once, in a process of its own, within seconds.</summary>
    public static SandboxSupport Probe() => Host.Support;

    /// <summary>Runs a program, confined, to its end.</summary>
    /// <param name="command">The program.</param>
    /// <param name="rules">What it may do.</param>
    /// <param name="cancellationToken">Ends the run, with all of its processes.</param>
    /// <returns>What became of it, whatever that was.</returns>
    /// <exception cref="ArgumentException">A limit or a grant is none.</exception>
    public static Task<SandboxResult> RunAsync(SandboxCommand command, SandboxRules rules, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(rules);
        if (rules.Limits.Problem is { } problem)
        {
            throw new ArgumentException(problem, nameof(rules));
        }

        if (rules.Paths.FirstOrDefault(grant => grant.Access == PathAccess.None) is { } nothing)
        {
            throw new ArgumentException($"{nothing.Path} is granted for nothing", nameof(rules));
        }

        return new Launch(Host, command, Loaders.AddedTo(rules)).RunAsync(cancellationToken);
    }
}
