using Trapeze.Core.Labels;
using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Labels;

/// <summary>
/// Reads a label as a policy writes it: <c>client($id) &amp; (owner | auditor) ! voucher</c>. <c>&amp;</c> joins, <c>|</c> meets and binds
/// tighter, <c>!</c> says who vouches. All problems of one label are reported; then there is no label.
/// </summary>
internal sealed class LabelReader
{
    private const int MaxLength = 2_000;
    private const int MaxDepth = 16;

    private readonly ScalarNode _node;
    private readonly LabelPlace _place;
    private readonly LabelNames _names;
    private readonly DiagnosticBag _problems;
    private readonly LabelCursor _cursor;
    private int _depth;
    private bool _failed;

    private LabelReader(ScalarNode node, LabelPlace place, LabelNames names, DiagnosticBag problems)
    {
        _node = node;
        _place = place;
        _names = names;
        _problems = problems;
        _cursor = new LabelCursor(node.Text);
    }

    private static string FormHint => "a label is a name, `name($id)`, or a formula of those with `&`, `|` and brackets";

    private static string StarHint => "`*` stands for every member in `raises:`, in `callers:` of a function and under `labels:`, as the whole entry";

    internal static LabelTemplate? Read(ScalarNode node, LabelPlace place, LabelNames names, DiagnosticBag problems) =>
        new LabelReader(node, place, names, problems).Label();

    private LabelTemplate? Label()
    {
        try
        {
            if (_cursor.Text.Length > MaxLength)
            {
                throw TooLarge(0, 1, "this label is too long");
            }

            var secrecy = Join();
            FormulaTemplate? integrity = null;
            _cursor.Skip();
            var bang = _cursor.At;
            if (_cursor.Take('!'))
            {
                if (_place is LabelPlace.Voucher)
                {
                    Problem(DiagnosticCode.IntegrityNotHere, bang, 1, "here stands who vouches, and nothing after `!`", "write only what would follow the `!`");
                }

                if (_place is LabelPlace.Unsigned)
                {
                    Problem(DiagnosticCode.IntegrityNotHere, bang, 1, "nobody vouches for a record that nobody signed", "write only what stands before the `!`");
                }

                integrity = Join();
            }

            _cursor.Skip();
            if (!_cursor.IsAtEnd)
            {
                throw _cursor.Unexpected();
            }

            CheckStars(secrecy, integrity);
            return _failed ? null : new LabelTemplate(_names.Order, secrecy, integrity);
        }
        catch (LabelTextException problem)
        {
            Problem(problem.Code, problem.Start, problem.Length, problem.Message, problem.Code == DiagnosticCode.LabelSyntax ? FormHint : null);
            return null;
        }
    }

    private void CheckStars(FormulaTemplate secrecy, FormulaTemplate? integrity)
    {
        var stars = secrecy.Atoms.Concat(integrity?.Atoms ?? []).Any(atom => atom.Parameter is { Kind: ParameterTemplateKind.Any });
        if (stars && (secrecy.SingleAtom is null || integrity is not null))
        {
            Problem(DiagnosticCode.StarNotHere, 0, _cursor.Text.Length, "`*` stands in a label of its own, not in a formula", "write a list: [client(*), owner]");
        }
    }

    private FormulaTemplate Join()
    {
        var formula = Meet();
        while (_cursor.Take('&'))
        {
            formula = Bounded(formula.Join(Meet()));
        }

        return formula;
    }

    private FormulaTemplate Meet()
    {
        var formula = Operand();
        while (_cursor.Take('|'))
        {
            var right = Operand();
            formula = formula.Clauses.Length * right.Clauses.Length <= FormulaTemplate.MaxClauses ? formula.Meet(right) : throw TooManyClauses();
        }

        return formula;
    }

    private FormulaTemplate Operand()
    {
        if (!_cursor.Take('('))
        {
            return Atom();
        }

        if (++_depth > MaxDepth)
        {
            throw TooLarge(_cursor.At - 1, 1, "too many brackets");
        }

        var inner = Join();
        _cursor.Expect(')');
        _depth--;
        return inner;
    }

    private FormulaTemplate Atom()
    {
        _cursor.Skip();
        var start = _cursor.At;
        var name = _cursor.TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-');
        if (name.Length == 0)
        {
            throw _cursor.Unexpected();
        }

        ParameterTemplate? parameter = null;
        var end = _cursor.At;
        var at = end;
        if (_cursor.Take('('))
        {
            _cursor.Skip();
            at = _cursor.At;
            parameter = _cursor.Parameter();
            _cursor.Expect(')');
            end = _cursor.At;
        }

        if (name is "top" or "bottom" && parameter is null)
        {
            return name is "top" ? FormulaTemplate.Top : FormulaTemplate.Bottom;
        }

        if (!_names.Order.TryGetKind(name, out var kind))
        {
            Problem(DiagnosticCode.UnknownLabel, start, end - start, $"unknown label {DiagnosticText.Quote(_cursor.Text[start..end])}", _names.HintFor(name));
            return FormulaTemplate.Bottom;
        }

        _names.Use(name);
        if (kind.IsFamily != parameter is not null)
        {
            Problem(
                DiagnosticCode.Parameter,
                start,
                end - start,
                kind.IsFamily ? $"the family `{kind}` needs a parameter" : $"the label `{name}` takes no parameter",
                kind.IsFamily ? Examples(kind) : $"write `{name}`");
            return FormulaTemplate.Bottom;
        }

        if (parameter is { } given)
        {
            Check(kind, given, at);
        }

        return _failed ? FormulaTemplate.Bottom : FormulaTemplate.Of(new AtomTemplate(kind, parameter));
    }

    private string Examples(AtomKind kind) => _place switch
    {
        LabelPlace.Caller => $"write `{kind.Name}($sub)` for the member that the claim `sub` names",
        LabelPlace.Anonymous => "an anonymous caller has no claims: name one member, or an atom",
        LabelPlace.Unsigned => "a record without an envelope names nobody: name one member, or an atom",
        LabelPlace.Callers => $"write `{kind.Name}(*)` for every member",
        LabelPlace.Raises => $"write `{kind.Name}(${kind.Parameter})` for the member of the label that the function started at, `{kind.Name}(*)` for any",
        _ => $"write `{kind.Name}(${kind.Parameter})` for the member of the label that the function started at",
    };

    private void Check(AtomKind kind, ParameterTemplate parameter, int at)
    {
        switch (parameter.Kind)
        {
            case ParameterTemplateKind.Any when _place is not (LabelPlace.Raises or LabelPlace.Callers):
                Problem(DiagnosticCode.StarNotHere, at, 1, "`*` cannot stand here", $"{Examples(kind)}; {StarHint}");
                break;
            case ParameterTemplateKind.Variable when _place is LabelPlace.Anonymous or LabelPlace.Callers or LabelPlace.Unsigned:
                Problem(DiagnosticCode.Unbound, at, parameter.Text.Length + 1, $"nothing binds `${parameter.Text}` here", Examples(kind));
                break;
            case ParameterTemplateKind.Variable when _place is not LabelPlace.Caller && !_names.Parameters.Contains(parameter.Text, StringComparer.Ordinal):
                var nearest = Nearest.Find(parameter.Text, _names.Parameters) ?? kind.Parameter;
                Problem(
                    DiagnosticCode.Unbound,
                    at,
                    parameter.Text.Length + 1,
                    $"nothing binds `${parameter.Text}`",
                    $"did you mean `${nearest}`? outside `callers:` a `$name` is the parameter of a family, taken from the label that the function started at");
                break;
            case ParameterTemplateKind.Literal when string.Equals(parameter.Text, kind.Parameter, StringComparison.Ordinal) && _cursor.Text[at] != '"':
                Problem(
                    DiagnosticCode.NameForValue,
                    at,
                    parameter.Text.Length,
                    $"`{parameter.Text}` is the parameter's name, not a value",
                    $"{Examples(kind)}; write `{kind.Name}(\"{parameter.Text}\")` for the member that is called so");
                break;
            case ParameterTemplateKind.Literal when parameter.Text.Length > LabelOrder.MaxParameterLength:
                Problem(DiagnosticCode.LabelTooLarge, at, 1, "this parameter is too long", hint: null);
                break;
        }
    }

    private FormulaTemplate Bounded(FormulaTemplate formula) => formula.Clauses.Length <= FormulaTemplate.MaxClauses ? formula : throw TooManyClauses();

    private LabelTextException TooManyClauses() => TooLarge(0, _cursor.Text.Length, "this label comes to too many clauses");

    private static LabelTextException TooLarge(int start, int length, string message) => new(DiagnosticCode.LabelTooLarge, start, length, message);

    private void Problem(string code, int start, int length, string message, string? hint)
    {
        _failed = true;
        _problems.Error(code, _node.Part(start, length), message, hint);
    }
}
