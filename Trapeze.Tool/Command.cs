using System.Collections.Immutable;
using System.Globalization;

namespace Trapeze.Tool;

/// <summary>What was typed, and what the command reads and writes.</summary>
internal sealed record Command(TextReader Input, TextWriter Output, TextWriter Errors)
{
    private static readonly string[] Options = ["--lease", "--behind", "--repair", "--other-labels", "--name", "--variable", "--administrator"];

    /// <summary>The verb and what it is about.</summary>
    internal IReadOnlyList<string> Words { get; private init; } = [];

    /// <summary>The lease that the processes of a DynamoDB table have.</summary>
    internal TimeSpan Lease { get; private init; } = TimeSpan.FromSeconds(1);

    /// <summary>Where work that broke off goes on; <see langword="null"/> at its beginning.</summary>
    internal string? Behind { get; private init; }

    /// <summary>Whether what is found is put right.</summary>
    internal bool Repairs { get; private init; }

    /// <summary>The name of a deployment; <see langword="null"/> if none was chosen.</summary>
    internal string? Name { get; private init; }

    /// <summary>The variables of the environment that are a deployment's application's own.</summary>
    internal ImmutableArray<string> Variables { get; private init; } = [];

    /// <summary>Who may reach a deployment's stores besides its functions.</summary>
    internal ImmutableArray<string> Administrators { get; private init; } = [];

    /// <summary>Whether what is imported may be of another policy's labels.</summary>
    internal bool TakesOtherLabels { get; private init; }

    /// <exception cref="CommandException">An option is not as it should be.</exception>
    internal Command With(IReadOnlyList<string> arguments)
    {
        var words = new List<string>();
        var command = this;
        for (var at = 0; at < arguments.Count; at++)
        {
            command = arguments[at] switch
            {
                "--repair" => command with { Repairs = true },
                "--other-labels" => command with { TakesOtherLabels = true },
                "--lease" => command with { Lease = TimeSpan.FromMilliseconds(Number("--lease", Value(arguments, ref at))) },
                "--name" => command with { Name = Value(arguments, ref at) },
                "--variable" => command with { Variables = command.Variables.Add(Value(arguments, ref at)) },
                "--administrator" => command with { Administrators = command.Administrators.Add(Value(arguments, ref at)) },
                "--behind" => command with { Behind = Value(arguments, ref at) },
                var option when option.StartsWith("--", StringComparison.Ordinal) && option is not "--help" =>
                    throw new CommandException($"there is no option {option}: there are {string.Join(", ", Options)}"),
                var word => command.Keep(words, word),
            };
        }

        return command with { Words = words };
    }

    /// <exception cref="CommandException">It is none.</exception>
    internal static int Number(string option, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : throw new CommandException($"{option} takes a number, not `{text}`");

    private static string Value(IReadOnlyList<string> arguments, ref int at) =>
        ++at < arguments.Count ? arguments[at] : throw new CommandException($"{arguments[at - 1]} takes a value");

    private Command Keep(List<string> words, string word)
    {
        words.Add(word);
        return this;
    }
}
