using System.Globalization;

namespace Trapeze.Mutants;

/// <summary>What the command line asks for.</summary>
internal sealed class Options
{
    /// <summary>Run the mutants whose id or file contains one of these; all if there are none.</summary>
    internal List<string> Filters { get; } = [];

    /// <summary>Run these levels only; all if there are none.</summary>
    internal List<string> Levels { get; } = [];

    /// <summary>The searches' seed.</summary>
    internal ulong Seed { get; private set; } = 1;

    /// <summary>How long a level may search, in milliseconds.</summary>
    internal int Budget { get; private set; } = 1_000;

    /// <summary>How long it may search when no level has found anything in its first time.</summary>
    internal int LastBudget { get; private set; } = 10_000;

    /// <summary>How many copies run at once.</summary>
    internal int Workers { get; private set; } = 2;

    /// <summary>Write the table.</summary>
    internal bool Writes { get; private set; }

    /// <summary>Say what was found.</summary>
    internal bool Tells { get; private set; }

    /// <summary>Compile the copies and run nothing.</summary>
    internal bool OnlyCompiles { get; private set; }

    /// <exception cref="ArgumentException">An option is unknown, or its value is missing.</exception>
    internal static Options Of(IReadOnlyList<string> arguments)
    {
        var options = new Options();
        for (var i = 0; i < arguments.Count; i++)
        {
            string Value() => ++i < arguments.Count ? arguments[i] : throw new ArgumentException($"{arguments[i - 1]} needs a value", nameof(arguments));
            switch (arguments[i])
            {
                case "--write":
                    options.Writes = true;
                    break;
                case "--tell":
                    options.Tells = true;
                    break;
                case "--compile":
                    options.OnlyCompiles = true;
                    break;
                case "--level":
                    options.Levels.Add(Value());
                    break;
                case "--seed":
                    options.Seed = ulong.Parse(Value(), CultureInfo.InvariantCulture);
                    break;
                case "--workers":
                    options.Workers = int.Parse(Value(), CultureInfo.InvariantCulture);
                    break;
                case "--budget":
                    options.Budget = int.Parse(Value(), CultureInfo.InvariantCulture);
                    options.LastBudget = Math.Max(options.LastBudget, options.Budget);
                    break;
                case var unknown when unknown.StartsWith('-'):
                    throw new ArgumentException($"{unknown} is no option; there are --write, --tell, --compile, --level, --seed, --budget, --workers", nameof(arguments));
                case var filter:
                    options.Filters.Add(filter);
                    break;
            }
        }

        return options;
    }
}
