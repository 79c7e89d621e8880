using System.Collections.Immutable;

namespace Trapeze.Mutants.Results;

/// <summary>One mutant's line of the table.</summary>
/// <param name="Mutant">The mutant.</param>
/// <param name="Cells">By the folders of the levels that looked.</param>
internal sealed record Row(Mutant Mutant, ImmutableSortedDictionary<string, Cell> Cells)
{
    internal bool IsKilled => Cells.Values.Any(cell => cell.IsFound);

    /// <summary>How long the quickest level took, in milliseconds.</summary>
    internal double Milliseconds => Cells.Values.Min(cell => cell.Milliseconds);

    /// <summary>How long the quickest level took once more, in milliseconds.</summary>
    internal double MillisecondsAgain => Cells.Values.Min(cell => cell.MillisecondsAgain);

    internal static Row Of(Verdict verdict, IEnumerable<string> folders) => new(
        verdict.Mutant,
        folders.Select(folder => (Folder: folder, Cell: Cell.Of(verdict, folder))).Where(each => each.Cell is not null)
            .ToImmutableSortedDictionary(each => each.Folder, each => each.Cell!, StringComparer.Ordinal));

    internal bool IsFoundBy(string folder) => Cells.TryGetValue(folder, out var cell) && cell.IsFound;
}
