using System.Collections.Immutable;
using System.Text;
using Trapeze.Store;

namespace Trapeze.Evidence.Differential.Shrinking;

/// <summary>Makes a program that the sides differ on smaller, as long as they differ in the same way.</summary>
internal static class ProgramShrinker
{
    private const int MostTries = 150;

    /// <summary>Shrinks.</summary>
    /// <param name="tables">The program's tables.</param>
    /// <param name="program">The program, which ends with the difference.</param>
    /// <param name="wrong">The difference.</param>
    /// <param name="runAsync">Runs a program and gives its first difference.</param>
    /// <returns>The smallest program found, for people.</returns>
    public static async Task<string> ShrinkAsync(
        ImmutableArray<TableDefinition> tables, IReadOnlyList<Operation> program, Exchange wrong, Func<IReadOnlyList<Operation>, Task<(Exchange Exchange, int End)?>> runAsync)
    {
        var tries = 0;
        var smallest = program.ToList();
        async Task<bool> TryAsync(List<Operation> shorter)
        {
            if (++tries > MostTries || await runAsync(shorter) is not var (exchange, end) || exchange.Signature != wrong.Signature)
            {
                return false;
            }

            (smallest, wrong) = (shorter[..end], exchange);
            return true;
        }

        for (var length = smallest.Count - 1; length > 0; length /= 2)
        {
            for (var at = smallest.Count - 1 - length; at >= 0; at -= length)
            {
                if (at + length <= smallest.Count)
                {
                    await TryAsync([.. smallest[..at], .. smallest[(at + length)..]]);
                }
            }
        }

        for (var at = smallest.Count - 1; at >= 0; at--)
        {
            while (at < smallest.Count && await AnyAsync(RequestCopy.Smaller(smallest[at].Request).Select(request => (List<Operation>)[.. smallest[..at], smallest[at] with { Request = request }, .. smallest[(at + 1)..]])))
            {
            }
        }

        async Task<bool> AnyAsync(IEnumerable<List<Operation>> candidates)
        {
            foreach (var candidate in candidates.TakeWhile(_ => tries < MostTries))
            {
                if (await TryAsync(candidate))
                {
                    return true;
                }
            }

            return false;
        }

        return Text(tables, smallest, wrong);
    }

    /// <summary>A program and what it came to, for people.</summary>
    public static string Text(ImmutableArray<TableDefinition> tables, IReadOnlyList<Operation> program, Exchange wrong)
    {
        var text = new StringBuilder();
        foreach (var table in tables)
        {
            text.AppendLine($"{table.Name}: {Keys(table.Hash, table.Sort)}{string.Concat(table.Indexes.Select(index => $"; {(index.Hash is null ? "local" : "global")} {index.Name}: {Keys(index.Hash, index.Sort)}{(index.Projects is { } shown ? $" shows {string.Join(' ', shown)}" : "")}"))}");
        }

        foreach (var operation in program)
        {
            text.AppendLine(RequestText.Of(operation));
        }

        return text.Append(wrong).ToString();
    }

    private static string Keys(params KeyDefinition?[] keys) => string.Join(", ", keys.OfType<KeyDefinition>().Select(key => $"{key.Name} {key.Type.Value}"));
}
