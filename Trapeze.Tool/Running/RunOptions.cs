using System.Collections.Immutable;
using System.Globalization;
using Trapeze.Policy.Profiles;
using Trapeze.Sandbox.Rules;

namespace Trapeze.Tool.Running;

/// <summary>What was typed behind <c>run</c>.</summary>
internal sealed record RunOptions
{
    internal const string Usage = """
        trapeze run OPTIONS -- PROGRAM ARGUMENTS…   runs a program that sees, writes and reaches what the options name, and nothing else
          --read PATH  --write PATH  --exec PATH    gives a file, or a folder with all below it; PROGRAM itself may be executed in any case
          --env NAME  --env NAME=VALUE              puts a variable into its environment, which is empty otherwise
          --net none  --net loopback:PORT           lets it connect to a port of this machine
          --wall 10s  --cpu 5s  --memory 256MB  --processes 16  --output 1MB  --file 64MB  --written 256MB  limits
          --json FILE  --json -                     writes the whole result; to the standard output with all that the program prints
          --trace                                   says on the standard error what it asked for and was refused, reads too; each file that it opens then takes longer
          --learn                                   lets it have all that you have, but the network, and then says which options it needed: for programs that you trust
        Options may be given several times. --cpu and --file are limits of each process, the others of the run. The exit code is the program's, 128 and the signal
        if one ended it (137 for a limit of the run, 130 if the command was ended), and 125 if it could not be run, or what confines it was ended.
        """;

    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    internal ImmutableArray<PathGrant> Paths { get; private init; } = [];

    internal ImmutableArray<ProfileVariable> Environment { get; private init; } = [];

    internal ImmutableArray<ushort> Ports { get; private init; } = [];

    internal SandboxLimits Limits { get; private init; } = new();

    /// <summary>Where the result goes, <c>-</c> for the standard output; <see langword="null"/> if nowhere.</summary>
    internal string? JsonTo { get; private init; }

    internal bool Traces { get; private init; }

    /// <summary>Whether the program may have all files, and the options that it needs are proposed.</summary>
    internal bool Learns { get; private init; }

    internal required string Program { get; init; }

    internal ImmutableArray<string> Arguments { get; private init; } = [];

    /// <param name="arguments">What stands behind the verb.</param>
    /// <exception cref="CommandException">It is not as it should be.</exception>
    internal static RunOptions Parse(IReadOnlyList<string> arguments)
    {
        var options = new RunOptions { Program = "" };
        for (var at = 0; at < arguments.Count; at++)
        {
            var option = arguments[at];
            switch (option)
            {
                case "--" when at + 1 < arguments.Count:
                    return options with { Program = arguments[at + 1], Arguments = [.. arguments.Skip(at + 2)] };
                case "--trace":
                    options = options with { Traces = true };
                    break;
                case "--learn":
                    options = options with { Learns = true };
                    break;
                case "--":
                    throw new CommandException("`--` is followed by the program");
                default:
                    options = options.With(option, arguments, ++at);
                    break;
            }
        }

        throw new CommandException("write `--` and the program behind the options");
    }

    private RunOptions With(string option, IReadOnlyList<string> arguments, int at)
    {
        return option switch
        {
            "--read" => Granting(PathAccess.Read),
            "--write" => Granting(PathAccess.Read | PathAccess.Write),
            "--exec" => Granting(PathAccess.Execute),
            "--env" => this with { Environment = Environment.Add(ProfileVariable.Parse(Value()) ?? throw Wrong("NAME or NAME=VALUE")) },
            "--net" => Value() is "none" ? this : this with { Ports = Ports.Add(Port(Value()) ?? throw Wrong("none or loopback:PORT")) },
            "--wall" => this with { Limits = Limits with { Wall = Time() } },
            "--cpu" => this with { Limits = Limits with { ProcessorSeconds = Time() is { } time && time.Ticks % TimeSpan.TicksPerSecond == 0 ? (int)time.TotalSeconds : throw Wrong("whole seconds, such as 5s") } },
            "--memory" => this with { Limits = Limits with { Memory = Size() } },
            "--processes" => this with { Limits = Limits with { Processes = Amount.Count(Value()) ?? throw Wrong("a number, such as 16") } },
            "--output" => this with { Limits = Limits with { Output = Size() is <= int.MaxValue and var size ? (int)size : throw Wrong("at most 2GB") } },
            "--file" => this with { Limits = Limits with { FileSize = Size() } },
            "--written" => this with { Limits = Limits with { Written = Size() } },
            "--json" => this with { JsonTo = Value() },
            _ when option.StartsWith('-') => throw new CommandException($"`run` has no option {option}"),
            _ => throw new CommandException($"write `--` in front of the program: `run -- {option}`"),
        };

        string Value() => at < arguments.Count ? arguments[at] : throw new CommandException($"{option} takes a value");
        CommandException Wrong(string what) => new($"{option} takes {what}, not `{Value()}`");
        TimeSpan Time() => Amount.Time(Value()) is { } time && time <= Longest ? time : throw Wrong("a time, such as 10s, at most 24h");
        long Size() => Amount.Size(Value()) ?? throw Wrong("a size, such as 256MB");
        RunOptions Granting(PathAccess access) => Value() is "" ? throw Wrong("a path") : this with { Paths = Paths.Add(new PathGrant(Value(), access)) };
    }

    private static ushort? Port(string text)
    {
        const string Loopback = "loopback:";
        return text.StartsWith(Loopback, StringComparison.Ordinal)
            && ushort.TryParse(text.AsSpan(Loopback.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port > 0 ? port : null;
    }
}
