using System.Globalization;

namespace Trapeze.Mutants.Results;

/// <summary>What the levels of one folder made of one mutant: the best of them.</summary>
/// <param name="IsFound">Whether one noticed it.</param>
/// <param name="Case">The case that showed it, from 1; 0 if the process ended or hung.</param>
/// <param name="Time">How long that took, as text.</param>
/// <param name="Again">How long it took once more, as text.</param>
internal sealed record Cell(bool IsFound, long Case, string Time, string Again)
{
    private const string Nothing = "–";
    private const string Broken = "process lost";

    /// <summary>How long it took, in milliseconds.</summary>
    internal double Milliseconds => !IsFound ? double.PositiveInfinity : MillisecondsOf(Time);

    /// <summary>How long it took once more, in milliseconds.</summary>
    internal double MillisecondsAgain => !IsFound ? double.PositiveInfinity : MillisecondsOf(Again);

    /// <summary>The best of the levels of <paramref name="folder"/>; <see langword="null"/> if none of them looks there.</summary>
    internal static Cell? Of(Verdict verdict, string folder) => verdict.Of(folder) is not { Answer: var answer } result ? null
        : answer.Found ? new Cell(IsFound: true, answer.IsCrash ? 0 : answer.Case + 1, TimeOf(answer.Milliseconds), TimeOf(result.Again))
        : new Cell(IsFound: false, 0, "", "");

    internal static Cell? Parse(string text) => text.Length == 0 ? null
        : text is Nothing ? new Cell(IsFound: false, 0, "", "")
        : text.Split(" / ") is [var first, var time, var again] ? new Cell(IsFound: true, first is Broken ? 0 : long.Parse(first, CultureInfo.InvariantCulture), time, again)
        : throw new FormatException($"`{text}` is no cell of the table");

    public override string ToString() => !IsFound ? Nothing : string.Create(CultureInfo.InvariantCulture, $"{(Case == 0 ? Broken : $"{Case}")} / {Time} / {Again}");

    internal static string TimeOf(double milliseconds) => milliseconds switch
    {
        < 10 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms"),
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1_000:0.0} s"),
    };

    private static double MillisecondsOf(string time) => time.Split(' ') switch
    {
        [var number, "ms"] => double.Parse(number, CultureInfo.InvariantCulture),
        [var number, "s"] => 1_000 * double.Parse(number, CultureInfo.InvariantCulture),
        _ => throw new FormatException($"`{time}` is no time"),
    };
}
