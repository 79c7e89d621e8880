using System.Globalization;

namespace Gg.Command;

/// <summary>What the command line says.</summary>
public sealed record GgOptions
{
    public const string Usage = """
        Builds a C project as a graph of confined functions, under Trapeze.

          build FOLDER          makes what FOLDER/gg.json says
            --user NAME         whose the sources are, and all that is made of them; without it anybody's
            --jobs N            how many steps at once (2)
            --to FOLDER         where to put what was built
            --data FOLDER       the store
          bench FOLDER          make, and the same as functions, several times: how much longer these take
            --rounds N          how often (5)
            --jobs N            how many steps at once (2)
        """;

    public required string Verb { get; init; }

    public required string Folder { get; init; }

    public string? User { get; init; }

    public int Jobs { get; init; } = 2;

    public int Rounds { get; init; } = 5;

    public string? To { get; init; }

    public required string Data { get; init; }

    /// <summary>Null if they cannot be understood; <paramref name="offending"/> is then the word, or empty if help was asked for.</summary>
    public static GgOptions? Parse(IReadOnlyList<string> arguments, string data, out string offending)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        offending = "";
        if (arguments is [] or ["--help"] or ["-h"])
        {
            return null;
        }

        var options = new GgOptions { Verb = arguments[0], Folder = "", Data = data };
        offending = arguments[0];
        if (options.Verb is not ("build" or "bench"))
        {
            return null;
        }

        for (var i = 1; i < arguments.Count; i++)
        {
            offending = arguments[i];
            var value = i + 1 < arguments.Count ? arguments[i + 1] : null;
            var read = (arguments[i], options.Verb) switch
            {
                ("--user", "build") when value?.Length > 0 => options with { User = value },
                ("--jobs", _) when Number(value) is { } jobs => options with { Jobs = jobs },
                ("--rounds", "bench") when Number(value) is { } rounds => options with { Rounds = rounds },
                ("--to", "build") when value?.Length > 0 => options with { To = value },
                ("--data", "build") when value?.Length > 0 => options with { Data = value },
                (['-', ..], _) => null,
                _ => options.Folder.Length == 0 ? options with { Folder = arguments[i] } : null,
            };
            if (read is null)
            {
                return null;
            }

            i += arguments[i].StartsWith('-') ? 1 : 0;
            options = read;
        }

        return options.Folder.Length > 0 ? options : null;
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 1_000 ? number : null;
}
