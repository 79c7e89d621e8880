using System.Text.RegularExpressions;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>Makes an expression one that mostly does not parse any more.</summary>
internal static partial class SyntaxMistakes
{
    private static readonly string[] Strays =
        ["(", ")", ",", ".", "[", "]", "=", "<>", "AND", "NOT", "SET", "IN", "BETWEEN", "#", ":", "!", "@", "\"x\"", "1", "a", "+", "*", "é", ":v0", "#n0", ";", "'", "<", "a b"];

    public static string Spoil(string expression, Chance chance)
    {
        if (chance.Of(8))
        {
            return chance.Pick("", " ", expression + new string(' ', 4100), string.Join(" OR ", Enumerable.Repeat("a = b", 302)));
        }

        var tokens = Token().Matches(expression).Select(match => match.Value).ToList();
        if (tokens.Count == 0)
        {
            return chance.From(Strays);
        }

        var at = chance.Next(tokens.Count);
        switch (chance.Next(4))
        {
            case 0:
                tokens.RemoveAt(at);
                break;
            case 1:
                tokens.Insert(at, tokens[at]);
                break;
            case 2:
                tokens.Insert(at, chance.From(Strays));
                break;
            default:
                tokens[at] = chance.From(Strays);
                break;
        }

        return string.Join(' ', tokens);
    }

    [GeneratedRegex(@"[#:]?\w+|<>|<=|>=|\S", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Token();
}
