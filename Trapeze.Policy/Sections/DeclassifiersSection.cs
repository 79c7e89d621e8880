using System.Globalization;
using System.Text.RegularExpressions;
using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Labels;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Sections;

/// <summary>Reads <c>declassifiers:</c>: the only ways down.</summary>
internal sealed partial class DeclassifiersSection(LabelNames names, DiagnosticBag problems)
{
    private const int MostBits = 1 << 24;
    private const int LongestCode = 512;

    internal List<Declared<DeclassifierRule>> Read(MappingEntry? section)
    {
        var declassifiers = new List<Declared<DeclassifierRule>>();
        foreach (var (key, value) in Shape.Entries(section, "each entry has `from`, `to`, `code`, `in` and `into`", problems))
        {
            if (Shape.IsName(key, problems) && ReadRule(key, value) is { } rule)
            {
                declassifiers.Add(new Declared<DeclassifierRule>(key.Text, key.Span, rule));
            }
        }

        return declassifiers;
    }

    private DeclassifierRule? ReadRule(ScalarNode key, SyntaxNode value)
    {
        if (Fields.Of(value, key.Span, "a declassifier", ["from", "to", "code", "in", "into", "releases", "decidedBy"], problems) is not { } fields)
        {
            return null;
        }

        var from = Label(fields.RequiredText("from", "`from:` is the highest label that it may release from", "owner"), LabelPlace.Activation);
        var to = Label(fields.RequiredText("to", "`to:` is the label of what it releases", "public"), LabelPlace.Activation);
        var code = fields.RequiredText("code", "`code:` is the full name of the trusted type", "HelloRetail.CardApproved");
        if (code is not null && (code.Text.Length > LongestCode || !TypeName().IsMatch(code.Text)))
        {
            problems.Error(DiagnosticCode.Code, code.Span, $"{DiagnosticText.Quote(code.Text)} is not the full name of a type", "such as `HelloRetail.CardApproved`");
        }

        var function = fields.RequiredText("in", "`in:` is the only function that may use it", "authorizeCard");
        var into = fields.Required("into", "`into:` is the event, table or channel that it releases into, or a list of them");
        return new DeclassifierRule(
            from,
            to,
            code?.Text,
            function,
            fields.OneOrMany(into, "into", "catalog"),
            Label(fields.OptionalText("decidedBy", "owner"), LabelPlace.Voucher),
            Bits(fields.OptionalText("releases", "1 bit")));
    }

    private Located<LabelTemplate>? Label(ScalarNode? text, LabelPlace place) =>
        text is not null && LabelReader.Read(text, place, names, problems) is { } label ? new Located<LabelTemplate>(label, text) : null;

    private int? Bits(ScalarNode? text)
    {
        if (text is null)
        {
            return null;
        }

        var match = Amount().Match(text.Text);
        if (match.Success && int.TryParse(match.Groups["bits"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits is > 0 and <= MostBits)
        {
            return bits;
        }

        problems.Error(
            DiagnosticCode.Bits, text.Span, $"{DiagnosticText.Quote(text.Text)} is not an amount of information", $"write `1 bit` or `8 bits`, at most {MostBits}; leave the key out if nothing bounds it");
        return null;
    }

#pragma warning disable MA0009 // The texts are bounded, and no pattern looks back.
    [GeneratedRegex(@"^(?<bits>[1-9][0-9]{0,8}) bits?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Amount();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]{0,127}([.+][A-Za-z_][A-Za-z0-9_]{0,127}){0,31}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex TypeName();
}
