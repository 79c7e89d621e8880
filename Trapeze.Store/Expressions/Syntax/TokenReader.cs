using System.Globalization;
using System.Text;
using Trapeze.Store.Expressions.Operands;
using Trapeze.Store.Expressions.Paths;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Syntax;

/// <summary>Reads an expression token by token, with the parts that all expressions share: paths, values and refusals.</summary>
internal sealed class TokenReader
{
    private const int MaxBytes = 4096;
    private const int MaxOperators = 300;
    private const int MaxPathElements = 32;

    private readonly string _text;
    private readonly string _parameter;
    private int _operators;
    private int _previousStart;
    private bool _failed;

    public TokenReader(string text, string parameter, Placeholders placeholders)
    {
        ArgumentNullException.ThrowIfNull(text);
        _text = text;
        _parameter = parameter;
        Placeholders = placeholders;
        if (text.Length == 0)
        {
            throw Refuse("The expression can not be empty;");
        }

        if (Encoding.UTF8.GetByteCount(text) is var size and > MaxBytes)
        {
            throw Refuse($"Expression size has exceeded the maximum allowed size; expression size: {size}");
        }

        Current = Tokenizer.Next(text, 0);
    }

    public Token Current { get; private set; }

    public Placeholders Placeholders { get; }

    /// <summary>Every path read so far.</summary>
    public List<DocumentPath> Paths { get; } = [];

    /// <summary>Where functions begin that stand where they may not, as far as it is known.</summary>
    public HashSet<int> Misplaced { get; } = [];

    /// <summary>Parses; whatever else is wrong, what is no expression at all or has redundant parentheses is refused for what comes first of these, then what has wrong names.</summary>
    /// <param name="parse">Parses.</param>
    /// <param name="check">Reads the same expression, and asks for nothing but its syntax and its parentheses.</param>
    /// <param name="whyNot">Why it may not have a function of this name; <see langword="null"/> if it may.</param>
    /// <exception cref="ValidationException">It is refused.</exception>
    public T Whole<T>(Func<T> parse, Action<TokenReader> check, Func<string, string?> whyNot)
    {
        T parsed;
        try
        {
            parsed = parse();
        }
        catch (ValidationException)
        {
            var again = new TokenReader(_text, _parameter, Placeholders);
            check(again);
            if (!_failed && WrongNames.WhyWrong(_text, whyNot, again.Misplaced) is { } reason)
            {
                throw Refuse(reason);
            }

            throw;
        }

        if (_text.AsSpan().Count('(') > 1)
        {
            check(new TokenReader(_text, _parameter, Placeholders));
        }

        return parsed;
    }

    public bool At(TokenKind kind) => Current.Kind == kind;

    /// <summary>Whether the token after the current one is <paramref name="kind"/>.</summary>
    public bool NextIs(TokenKind kind) => Tokenizer.Next(_text, Current.End).Kind == kind;

    /// <summary>The text of the current token; steps over it.</summary>
    public string Take()
    {
        var text = _text[Current.Start..Current.End];
        Step();
        return text;
    }

    public bool TryTake(TokenKind kind)
    {
        if (!At(kind))
        {
            return false;
        }

        Step();
        return true;
    }

    public void Expect(TokenKind kind)
    {
        if (!TryTake(kind))
        {
            throw SyntaxError();
        }
    }

    /// <summary>Counts an operator or function against DynamoDB's limit.</summary>
    public void CountOperator()
    {
        if (++_operators > MaxOperators)
        {
            throw Refuse($"The expression contains too many operators; operator count: {_operators}");
        }
    }

    /// <summary>Reads a document path.</summary>
    public DocumentPath Path()
    {
        if (Current.Kind is not (TokenKind.Name or TokenKind.NamePlaceholder))
        {
            throw SyntaxError();
        }

        var source = new StringBuilder();
        var elements = new List<PathElement> { Name(source) };
        while (true)
        {
            if (TryTake(TokenKind.Dot))
            {
                source.Append('.');
                elements.Add(Name(source));
            }
            else if (TryTake(TokenKind.OpenBracket))
            {
                elements.Add(Index(source));
            }
            else
            {
                break;
            }
        }

        if (elements.Count > MaxPathElements)
        {
            throw Refuse($"The document path has too many nesting levels; nesting levels: {elements.Count}");
        }

        var path = new DocumentPath([.. elements], source.ToString());
        Paths.Add(path);
        return path;
    }

    /// <summary>Reads a value placeholder.</summary>
    public ValueOperand Value()
    {
        if (!At(TokenKind.ValuePlaceholder))
        {
            throw SyntaxError();
        }

        var placeholder = Take();
        return new(Placeholders.Value(placeholder) ?? throw Refuse(
            $"An expression attribute value used in expression is not defined; attribute value: {placeholder}"), placeholder);
    }

    /// <summary>The expression goes wrong at the current token.</summary>
    public ValidationException SyntaxError()
    {
        _failed = true;
        var end = At(TokenKind.End) ? _text.Length : Tokenizer.Next(_text, Current.End).End;
        var token = At(TokenKind.End) ? "<EOF>" : _text[Current.Start..Current.End];
        return Refuse($"Syntax error; token: \"{token}\", near: \"{_text[_previousStart..end]}\"");
    }

    /// <summary>The expression has parentheses around nothing but parentheses.</summary>
    public ValidationException Redundant() => Refuse("The expression has redundant parentheses;");

    /// <summary>The expression is refused for <paramref name="reason"/>.</summary>
    public ValidationException Refuse(string reason) => new($"Invalid {_parameter}: {reason}");

    private void Step()
    {
        _previousStart = Current.Start;
        Current = Tokenizer.Next(_text, Current.End);
    }

    private PathElement Name(StringBuilder source)
    {
        if (Current.Kind is not (TokenKind.Name or TokenKind.NamePlaceholder))
        {
            throw SyntaxError();
        }

        var isPlaceholder = At(TokenKind.NamePlaceholder);
        var word = Take();
        source.Append(word);
        if (isPlaceholder)
        {
            return new(Placeholders.Name(word) ?? throw Refuse(
                $"An expression attribute name used in the document path is not defined; attribute name: {word}"), 0);
        }

        return ReservedWords.WhyNot(word) is { } reason ? throw Refuse(reason) : new(word, 0);
    }

    private PathElement Index(StringBuilder source)
    {
        if (!At(TokenKind.Index))
        {
            throw SyntaxError();
        }

        var digits = Take();
        Expect(TokenKind.CloseBracket);
        source.Append('[').Append(digits).Append(']');
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            ? new(null, index)
            : throw Refuse($"List index is not within the allowable range; index: [{digits}]");
    }
}
