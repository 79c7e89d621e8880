namespace Trapeze.Store.Expressions.Syntax;

/// <summary>Finds names that no expression may have: reserved words, and functions that there are not.</summary>
/// <remarks>DynamoDB tells of them before what an expression means by its names; so they are looked for by themselves.</remarks>
internal static class WrongNames
{
    /// <summary>Why the first one of an expression that parses is wrong; <see langword="null"/> if none is.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="whyNot">Why there is no such function in this kind of expression.</param>
    internal static string? WhyWrong(string text, Func<string, string?> whyNot)
    {
        for (var token = Tokenizer.Next(text, 0); token.Kind != TokenKind.End; token = Tokenizer.Next(text, token.End))
        {
            if (token.Kind != TokenKind.Name)
            {
                continue;
            }

            var name = text[token.Start..token.End];
            var reason = Tokenizer.Next(text, token.End).Kind == TokenKind.OpenParenthesis ? whyNot(name) : ReservedWords.WhyNot(name);
            if (reason is not null)
            {
                return reason;
            }
        }

        return null;
    }
}
