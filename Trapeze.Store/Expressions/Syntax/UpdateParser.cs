using Trapeze.Store.Expressions.Operands;
using Trapeze.Store.Expressions.Updates;
using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Syntax;

/// <summary>Parses updates.</summary>
internal sealed class UpdateParser(TokenReader reader)
{
    private const int MaxDepth = 32;

    private readonly List<UpdateAction> _actions = [];
    private int _depth;

    /// <summary>Why there is no such function in an update; <see langword="null"/> if there is.</summary>
    public static string? WhyNot(string name) => name switch
    {
        "if_not_exists" or "list_append" => null,
        "attribute_exists" or "attribute_not_exists" or "attribute_type" or "begins_with" or "contains" or "size" => $"The function is not allowed in an update expression; function: {name}",
        _ => $"Invalid function name; function: {name}",
    };

    /// <summary>Parses a whole expression.</summary>
    public List<UpdateAction> Parse()
    {
        var seen = new HashSet<TokenKind>();
        do
        {
            Section(seen);
        }
        while (!reader.At(TokenKind.End));

        return _actions;
    }

    private void Section(HashSet<TokenKind> seen)
    {
        var section = reader.Current.Kind;
        if (section is not (TokenKind.Set or TokenKind.Remove or TokenKind.Add or TokenKind.Delete))
        {
            throw reader.SyntaxError();
        }

        var word = reader.Take();
        if (!seen.Add(section))
        {
            throw reader.Refuse($"The \"{word.ToUpperInvariant()}\" section can only be used once in an update expression;");
        }

        do
        {
            _actions.Add(section switch
            {
                TokenKind.Set => Set(),
                TokenKind.Remove => new RemoveAction(reader.Path()),
                TokenKind.Add => new AddAction(reader.Path(), Value("ADD"), UpdateRefusals.WrongType),
                _ => new DeleteAction(reader.Path(), Value("DELETE"), UpdateRefusals.WrongType),
            });
        }
        while (reader.TryTake(TokenKind.Comma));
    }

    private SetAction Set()
    {
        var target = reader.Path();
        reader.Expect(TokenKind.Equal);
        return new(target, Assigned(computes: true));
    }

    private ValueOperand Value(string section)
    {
        var operand = reader.Value();
        return operand.StaticKind is AttributeKind.SS or AttributeKind.NS or AttributeKind.BS || (section is "ADD" && operand.StaticKind == AttributeKind.N)
            ? operand
            : throw reader.Refuse($"Incorrect operand type for operator or function; operator: {section}, operand type: {LongName(operand.StaticKind)}, "
                + $"typeSet: ALLOWED_FOR_{section}_OPERAND");
    }

    /// <summary>An operand or, if it <paramref name="computes"/>, the sum or difference of two; sums do not nest.</summary>
    private Operand Assigned(bool computes)
    {
        var left = Operand(computes);
        if (!computes || left is Arithmetic || (!reader.At(TokenKind.Plus) && !reader.At(TokenKind.Minus)))
        {
            return left;
        }

        var isSum = reader.At(TokenKind.Plus);
        var sign = reader.Take();
        reader.CountOperator();
        var right = Operand(computes: false);
        return new Arithmetic(Term(sign, left), isSum, Term(sign, right));
    }

    private Operand Term(string sign, Operand operand) => operand switch
    {
        ListAppend => throw NotAllowedHere("list_append"),
        ValueOperand { StaticKind: not AttributeKind.N } => throw WrongType(sign, operand),
        _ => operand,
    };

    private Operand Operand(bool computes)
    {
        switch (reader.Current.Kind)
        {
            case TokenKind.ValuePlaceholder:
                return reader.Value();
            case TokenKind.OpenParenthesis:
                return Parenthesised(computes);
            case TokenKind.Name when reader.NextIs(TokenKind.OpenParenthesis):
                return Function();
            default:
                return new PathOperand(reader.Path());
        }
    }

    private Operand Parenthesised(bool computes)
    {
        Enter();
        reader.Expect(TokenKind.OpenParenthesis);
        var inner = Assigned(computes);
        reader.Expect(TokenKind.CloseParenthesis);
        _depth--;
        return inner;
    }

    private Operand Function()
    {
        Enter();
        var name = reader.Take();
        reader.CountOperator();
        reader.Expect(TokenKind.OpenParenthesis);
        var arguments = new List<Operand>();
        do
        {
            arguments.Add(Operand(computes: false));
        }
        while (reader.TryTake(TokenKind.Comma));

        reader.Expect(TokenKind.CloseParenthesis);
        _depth--;
        return Apply(name, arguments);
    }

    private Operand Apply(string name, List<Operand> arguments)
    {
        switch (name)
        {
            case "if_not_exists" or "list_append" when arguments.Count != 2:
                throw reader.Refuse($"Incorrect number of operands for operator or function; operator or function: {name}, number of operands: {arguments.Count}");
            case "if_not_exists" or "list_append" when arguments.Exists(argument => argument is ListAppend):
                throw NotAllowedHere("list_append");
            case "if_not_exists":
                return IfNotExists(arguments);
            case "list_append":
                return arguments.Find(argument => argument is ValueOperand { StaticKind: not AttributeKind.L }) is { } wrong
                    ? throw WrongType(name, wrong)
                    : new ListAppend(arguments[0], arguments[1]);
            default:
                throw reader.Refuse(WhyNot(name)!);
        }
    }

    private IfNotExists IfNotExists(List<Operand> arguments)
    {
        if (arguments[0] is not PathOperand { Path: var path })
        {
            throw reader.Refuse("Operator or function requires a document path; operator or function: if_not_exists");
        }

        return arguments[1] is PathOperand { Path: var other } && other.IsSameAs(path)
            ? throw reader.Refuse("The first operand must be distinct from the remaining operands for this operator or function; "
                + $"operator: if_not_exists, first operand: {path.Describe()}")
            : new(path, arguments[1]);
    }

    private void Enter()
    {
        if (++_depth > MaxDepth)
        {
            throw reader.Redundant();
        }
    }

    private ValidationException NotAllowedHere(string function) => reader.Refuse(WrongNames.NotAllowedHere(function));

    private ValidationException WrongType(string name, Operand operand) => reader.Refuse(
        $"Incorrect operand type for operator or function; operator or function: {name}, operand type: {operand.StaticKind}");

    private static string LongName(AttributeKind? kind) => kind switch
    {
        AttributeKind.S => "STRING",
        AttributeKind.N => "NUMBER",
        AttributeKind.B => "BINARY",
        AttributeKind.M => "MAP",
        AttributeKind.L => "LIST",
        AttributeKind.BOOL => "BOOLEAN",
        _ => "NULL",
    };
}
