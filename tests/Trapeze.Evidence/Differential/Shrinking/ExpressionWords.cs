using System.Text.RegularExpressions;

namespace Trapeze.Evidence.Differential.Shrinking;

/// <summary>The shorter texts of an expression.</summary>
internal static partial class ExpressionWords
{
    /// <summary>The text without one run of its words, longer runs first.</summary>
    public static IEnumerable<string> Without(string text)
    {
        var words = Word().Matches(text).Select(match => match.Value).ToList();
        for (var length = words.Count - 1; length > 0; length = length > 8 ? length / 2 : length - 1)
        {
            for (var at = 0; at + length <= words.Count; at++)
            {
                yield return string.Concat([.. words[..at], .. words[(at + length)..]]);
            }
        }
    }

    [GeneratedRegex(@"([#:]?\w+|<>|<=|>=|\S)\s*", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Word();
}
