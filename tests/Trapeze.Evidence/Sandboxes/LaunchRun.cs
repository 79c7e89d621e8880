using System.Diagnostics;
using System.Globalization;
using Trapeze.Evidence.Sandboxes.Victims;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Rules;

namespace Trapeze.Evidence.Sandboxes;

/// <summary>Threads that launch one small program after another, confined, each with the end that it has to have; and some as ordinary processes between them.</summary>
/// <param name="seed">Where the ends come from.</param>
public sealed class LaunchRun(ulong seed)
{
    private const int Threads = 4;
    private const int WarmUp = 100;
    private const int OrdinaryShare = 200;
    private const int MissingShare = 40;
    private const int LineLength = 21;

    // Signals that end a program, and are no mistake of its own.
    private static readonly int[] Signals = [1, 2, 6, 9, 14, 15];

    private readonly LaunchTally _tally = new();

    /// <summary>Launches until it is not to go on.</summary>
    /// <param name="goesOn">Asked before each launch, with how many the thread has made, and for how long.</param>
    public LaunchTally Run(Func<int, TimeSpan, bool> goesOn)
    {
        ArgumentNullException.ThrowIfNull(goesOn);

        // What the first ones open stays: the zygote, the threads, what is loaded and compiled.
        CheckOrdinary(0);
        RunThreads(done => done < WarmUp);
        var before = Holdings.Look();
        _tally.Begin();
        RunThreads(done => goesOn(done, _tally.Elapsed));
        _tally.End();
        _tally.AddLeaks(before, Holdings.Look());
        return _tally;
    }

    private void RunThreads(Func<int, bool> goesOn)
    {
        var threads = Enumerable.Range(0, Threads).Select(at => new Thread(() => Launch(Dice.Of(seed, at), goesOn))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
    }

    private void Launch(Dice dice, Func<int, bool> goesOn)
    {
        for (var done = 0; goesOn(done); done++)
        {
            var (argument, number) = dice.Next(4) switch
            {
                0 => ("signal", Signals[dice.Next(Signals.Length)]),
                1 => ("print", dice.Next(200)),
                _ => ("exit", dice.Next(256)),
            };
            if (dice.Next(OrdinaryShare) == 0)
            {
                CheckOrdinary(number % 256);
            }
            else if (dice.Next(MissingShare) == 0)
            {
                Check("missing", number, Confined("no-such-program", "exit", number));
            }
            else
            {
                Check(argument, number, Confined("ended", argument, number));
            }
        }
    }

    private static Sandbox.SandboxResult Confined(string victim, string argument, int number) => Sandbox.Sandbox.RunAsync(
        Confinement.Command(victim, "launches", argument, number.ToString(CultureInfo.InvariantCulture)),
        Confinement.Rules(new SandboxLimits())).GetAwaiter().GetResult();

    private void Check(string what, int number, Sandbox.SandboxResult result)
    {
        (SandboxEnd, int?, int?, int) expected = what switch
        {
            "exit" => (SandboxEnd.Exited, number, null, 0),
            "signal" => (SandboxEnd.Signaled, null, number, 0),
            "print" => (SandboxEnd.Exited, 3, null, LineLength * number),
            _ => (SandboxEnd.NotStarted, null, null, 0),
        };
        var was = (result.End, result.ExitCode, result.Signal, result.Output.Length);
        _tally.Add(what, was == expected ? null : $"{what} {number}: {was}, not {expected}; {result.Problem}");
    }

    private void CheckOrdinary(int code)
    {
        using var process = Process.Start(Victim.Of("ended"), ["exit", code.ToString(CultureInfo.InvariantCulture)]);
        process.WaitForExit();
        _tally.Add("ordinary", process.ExitCode == code ? null : $"an ordinary process exited with {process.ExitCode}, not {code}");
    }
}
