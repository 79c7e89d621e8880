namespace Trapeze.Store.Expressions.Syntax;

/// <summary>Finds parentheses around nothing but parentheses.</summary>
/// <remarks>DynamoDB tells of them before all else that an expression that parses may mean; so they are looked for by themselves.</remarks>
internal static class RedundantParentheses
{
    /// <summary>Whether an expression that parses has some.</summary>
    internal static bool AreIn(string text)
    {
        if (text.AsSpan().Count('(') < 2)
        {
            return false;
        }

        // Of each pair that is open: which token begins it, and whether it is a function's or a list's. The last pair that closed: its first token and its last.
        var open = new Stack<(int At, bool Lists)>();
        var (first, last) = (-1, -1);
        var before = TokenKind.End;
        var at = 0;
        for (var token = Tokenizer.Next(text, 0); token.Kind != TokenKind.End; before = token.Kind, token = Tokenizer.Next(text, token.End), at++)
        {
            if (token.Kind == TokenKind.OpenParenthesis)
            {
                open.Push((at, before is TokenKind.Name or TokenKind.In));
            }
            else if (token.Kind == TokenKind.CloseParenthesis && open.TryPop(out var pair))
            {
                if (!pair.Lists && first == pair.At + 1 && last == at - 1)
                {
                    return true;
                }

                (first, last) = pair.Lists ? (-1, -1) : (pair.At, at);
            }
        }

        return false;
    }
}
