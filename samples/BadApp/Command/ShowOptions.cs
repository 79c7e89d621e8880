using System.Globalization;

namespace BadApp.Command;

/// <summary>What the command line says.</summary>
public sealed record ShowOptions
{
    public const string Usage = """
        dotnet run -c Release --project samples/BadApp [-- OPTIONS]
          --seed N      replays the secrets of a run; every run names its seed
          --secrets N   how many secrets are stolen from Trapeze, or not: an even number from 2 to 64 (default 8)
          --help        says this
        """;

    public required int Seed { get; init; }

    public int Secrets { get; init; } = 8;

    /// <summary>Reads the command line; null if it cannot be read, and then <paramref name="complaint"/> says why, or is empty if help was asked for.</summary>
    public static ShowOptions? Parse(IReadOnlyList<string> arguments, int defaultSeed, out string complaint)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        complaint = "";
        var options = new ShowOptions { Seed = defaultSeed };
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var value = i + 1 < arguments.Count ? arguments[i + 1] : null;
            switch (arguments[i])
            {
                case "--help" or "-h":
                    return null;
                case "--seed" or "--secrets" when value is null:
                    complaint = $"`{arguments[i]}` wants a number after it.";
                    return null;
                case "--seed" when TryRead(value, out var seed):
                    options = options with { Seed = seed };
                    break;
                case "--secrets" when TryRead(value, out var secrets) && secrets is >= 2 and <= 64 && secrets % 2 == 0:
                    options = options with { Secrets = secrets };
                    break;
                case "--seed":
                    complaint = $"`{value}` is no seed: a whole number from 0 to {int.MaxValue} is.";
                    return null;
                case "--secrets":
                    complaint = $"`{value}` is no number of secrets: an even number from 2 to 64 is, for each secret has its complement.";
                    return null;
                default:
                    complaint = $"`{arguments[i]}` means nothing here.";
                    return null;
            }
        }

        return options;
    }

    private static bool TryRead(string? text, out int number) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
