namespace Trapeze.Store.Expressions.Syntax;

/// <summary>Finds names that no expression may have: reserved words, functions that there are not, and those that stand where they may not.</summary>
/// <remarks>DynamoDB tells of them before what an expression means by its names; so they are looked for by themselves.</remarks>
internal static class WrongNames
{
    /// <summary>Why the first one of an expression that parses is wrong; <see langword="null"/> if none is.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="whyNot">Why there is no such function in this kind of expression.</param>
    /// <param name="misplaced">Where functions begin that stand where they may not.</param>
    internal static string? WhyWrong(string text, Func<string, string?> whyNot, IReadOnlyCollection<int> misplaced)
    {
        for (var token = Tokenizer.Next(text, 0); token.Kind != TokenKind.End; token = Tokenizer.Next(text, token.End))
        {
            if (token.Kind != TokenKind.Name)
            {
                continue;
            }

            var name = text[token.Start..token.End];
            var reason = Tokenizer.Next(text, token.End).Kind != TokenKind.OpenParenthesis ? ReservedWords.WhyNot(name)
                : whyNot(name) ?? (misplaced.Contains(token.Start) ? NotAllowedHere(name) : null);
            if (reason is not null)
            {
                return reason;
            }
        }

        return null;
    }

    internal static string NotAllowedHere(string function) => $"The function is not allowed to be used this way in an expression; function: {function}";
}
