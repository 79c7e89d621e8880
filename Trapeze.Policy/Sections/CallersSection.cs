using System.Collections.Immutable;
using Trapeze.Policy.Callers;
using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Labels;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Sections;

/// <summary>Reads <c>callers:</c>: from claims to labels, the first rule that fits.</summary>
internal sealed class CallersSection(LabelNames names, DiagnosticBag problems)
{
    private const string Example = "such as `- when: { role: client }`, and below it `are: client($sub)`";
    private const int LongestText = 1024;

    private readonly List<(SourceSpan Place, ImmutableArray<ClaimCondition> Conditions)> _verified = [];
    private SourceSpan? _anonymous;

    internal List<Located<CallerRule>> Read(MappingEntry? section)
    {
        var rules = new List<Located<CallerRule>>();
        switch (section?.Value)
        {
            case null or ScalarNode { IsMissing: true }:
                break;
            case SequenceNode list:
                rules.AddRange(list.Items.Select(ReadRule).OfType<Located<CallerRule>>());
                break;
            default:
                Shape.Wrong(section.Value, "the section `callers` is a list of rules", Example, problems, section.Key.Span);
                break;
        }

        return rules;
    }

    private Located<CallerRule>? ReadRule(SyntaxNode item)
    {
        if (Fields.Of(item, item.Span, "a caller rule", ["when", "are", "anonymous"], problems) is not { } fields)
        {
            return null;
        }

        return fields.Has("anonymous") ? ReadAnonymous(fields) : fields.Meant("anonymous") ? null : ReadVerified(fields, item.Span);
    }

    private Located<CallerRule>? ReadAnonymous(Fields fields)
    {
        var place = fields.Key("anonymous")!.Span;
        if (fields.Has("when") || fields.Has("are"))
        {
            problems.Error(
                DiagnosticCode.CallerRule, place, "a rule is for anonymous callers or for verified ones, not both", "write `- anonymous: public` as a rule of its own");
        }

        if (_anonymous is { } first)
        {
            problems.Error(DiagnosticCode.AnonymousTwice, place, "the anonymous caller has a rule already", $"it is in line {first.Line}");
        }

        _anonymous ??= place;
        return fields.RequiredText("anonymous", Example, "public") is { } text && LabelReader.Read(text, LabelPlace.Anonymous, names, problems) is { } label
            ? new Located<CallerRule>(new CallerRule(isAnonymous: true, [], label), text)
            : null;
    }

    private Located<CallerRule>? ReadVerified(Fields fields, SourceSpan place)
    {
        var conditions = ReadConditions(fields);
        var are = fields.RequiredText("are", "`are:` says at which label such a caller's activation starts", "client($sub)");
        var label = are is null ? null : LabelReader.Read(are, LabelPlace.Caller, names, problems);
        if (conditions is null)
        {
            return null;
        }

        CheckShadow(fields.Key("when")?.Span ?? place, conditions.Value);
        return label is null ? null : new Located<CallerRule>(new CallerRule(isAnonymous: false, conditions.Value, label), are!);
    }

    private ImmutableArray<ClaimCondition>? ReadConditions(Fields fields)
    {
        const string Hint = "`when: { role: client }` names the claims that fit, `when: verified` takes every valid token";
        switch (fields.Required("when", Hint))
        {
            case null:
                return null;
            case ScalarNode { Text: "verified" }:
                return [];
            case MappingNode { Entries.IsEmpty: false } mapping:
                var conditions = ImmutableArray.CreateBuilder<ClaimCondition>();
                foreach (var (claim, value) in mapping.Entries)
                {
                    if (ReadCondition(claim, value) is { } condition)
                    {
                        conditions.Add(condition);
                    }
                }

                return conditions.Count == mapping.Entries.Length ? conditions.ToImmutable() : null;
            case var other:
                var empty = other is MappingNode;
                problems.Error(
                    empty ? DiagnosticCode.CallerRule : DiagnosticCode.WrongShape,
                    other.Span,
                    empty ? "`when` names no claim" : $"`when` takes a mapping of claims, or the word `verified`, not {(other is ScalarNode text ? DiagnosticText.Quote(text.Text) : other.Shape)}",
                    Hint);
                return null;
        }
    }

    private ClaimCondition? ReadCondition(ScalarNode claim, SyntaxNode value)
    {
        if (value is not ScalarNode { Text.Length: > 0 } text)
        {
            Shape.Wrong(value, "a claim's value is text", "such as `when: { role: client }`; for one of several values write several rules", problems, claim.Span);
            return null;
        }

        if (claim.Text.Length > LongestText || text.Text.Length > LongestText)
        {
            problems.Error(DiagnosticCode.Claim, claim.Span, $"a claim's name and value have at most {LongestText} characters");
            return null;
        }

        if (claim.Text.StartsWith('$'))
        {
            problems.Error(
                DiagnosticCode.Claim, claim.Span, "in `when` a claim is named without `$`", $"write `{claim.Text.TrimStart('$')}`; `$` stands in `are:`, for the claim's value");
            return null;
        }

        return new ClaimCondition(claim.Text, text.Text);
    }

    private void CheckShadow(SourceSpan place, ImmutableArray<ClaimCondition> conditions)
    {
        foreach (var (earlier, needed) in _verified)
        {
            if (needed.All(conditions.Contains))
            {
                problems.Error(
                    DiagnosticCode.Shadowed,
                    place,
                    "this rule can never fit",
                    needed.IsEmpty
                        ? $"`when: verified` in line {earlier.Line} takes every token before it; put it last"
                        : $"the rule in line {earlier.Line} takes every caller with {string.Join(" and ", needed.Select(c => $"`{c.Claim}: {DiagnosticText.Shown(c.Value)}`"))} before it; the first that fits decides");
                return;
            }
        }

        // Looking at every earlier rule takes long only for those who write thousands.
        if (_verified.Count < 1_000)
        {
            _verified.Add((place, conditions));
        }
    }
}
