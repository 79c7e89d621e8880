using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>Where the policy decides labels: who callers are, what templates bind to, what functions may reach.</summary>
internal static class PolicyMutants
{
    private const string Callers = "Trapeze.Policy/Callers/CallerPolicy.cs";
    private const string Channels = "Trapeze.Policy/Channels/ChannelPolicy.cs";
    private const string Declassifiers = "Trapeze.Policy/Declassifiers/DeclassifierPolicy.cs";
    private const string Functions = "Trapeze.Policy/Functions/FunctionPolicy.cs";
    private const string Clearance = "Trapeze.Policy/Functions/PolicyClearance.cs";
    private const string Pattern = "Trapeze.Policy/Labels/LabelPattern.cs";
    private const string Bound = "Trapeze.Policy/Labels/BoundValues.cs";
    private const string Formula = "Trapeze.Policy/Labels/FormulaTemplate.cs";
    private const string Template = "Trapeze.Policy/Labels/LabelTemplate.cs";
    private const string Parameters = "Trapeze.Policy/Labels/StartParameters.cs";
    private const string Bindings = "Trapeze.Policy/Labels/Bindings.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("caller-starts-below", Callers, "new CallerLabels(start, replyLabel)", "new CallerLabels(start.Order.Bottom, replyLabel)", "everybody starts below what his token says") { IsVisibleOutside = true },
        new("caller-starts-above", Callers, "new CallerLabels(start, replyLabel)", "new CallerLabels(start.Order.Top, start.Order.Top)", "everybody starts above everything") { IsVisibleOutside = true },
        new("caller-reply-top", Callers, "new CallerLabels(start, replyLabel)", "new CallerLabels(start, start.Order.Top)", "every reply may carry everything") { IsVisibleOutside = true },
        new("caller-any-claim", Callers, "if (!holds[condition])", "if (false)", "a rule holds whatever the token claims") { IsVisibleOutside = true },
        new("caller-claim-flipped", Callers, "if (!holds[condition])", "if (holds[condition])", "a rule holds when its claims do not", Harm.Functional),
        new("caller-any-value", Callers, "holds[index] |= string.Equals(wanted, value, StringComparison.Ordinal);", "holds[index] |= true;", "a claim of any value is the one that the rule wants"),
        new("caller-unverified-identity", Callers, "if (!identity.IsAuthenticated) { continue; }", "", "claims count that nobody verified"),
        new("caller-several-names", Callers, "string.Equals(values[variable], value, StringComparison.Ordinal) ? value : \"\"", "string.Equals(values[variable], value, StringComparison.Ordinal) ? value : value", "of two names in a token, the last counts"),
        new("caller-cache-any-name", Bound, "else if (string.Equals(remembered.Value, value, StringComparison.Ordinal))", "else", "what was bound for one caller is given to another") { IsVisibleOutside = true },
        new("template-first-clause", Formula, "formula = formula?.Join(meet) ?? meet;", "formula = formula ?? meet;", "of a policy's joined label only the first part counts"),
        new("template-joins-meets", Formula, "meet = meet?.Meet(one) ?? one;", "meet = meet?.Join(one) ?? one;", "what a policy meets is joined", Harm.Functional),
        new("template-missing-is-bottom", Formula, "return null;", "return order.NoFormula;", "a label whose parameter is not bound is ⊥"),
        new("template-without-integrity", Template, "Integrity is null ? Order.NoFormula : Integrity.Bind(Order, bindings)", "Order.NoFormula", "who vouches is not read from the policy", Harm.Functional),
        new("parameter-first-of-several", Parameters, "{ return null; } found = atom.Parameter;", "{ return found; } found = atom.Parameter;", "a parameter that a label has twice is the first", Harm.Functional),
        new("parameter-of-any-family", Parameters, "!string.Equals(atom.Kind.Parameter, parameter, StringComparison.Ordinal)", "atom.Kind.Parameter is null", "a parameter is taken from any family", Harm.Functional),
        new("binding-of-any-name", Bindings, "if (string.Equals(names[i], name, StringComparison.Ordinal))", "if (true)", "every variable is the first", Harm.Functional),
        new("channel-answers-unbound", Channels, "answers is null ? new Channel(name, bound)", "true ? new Channel(name, bound)", "the policy's label for answers is not read") { IsVisibleOutside = true },
        new("channel-of-answers", Channels, "new Channel(name, bound, back)", "new Channel(name, back, bound)", "what goes out and what comes back are confused") { IsVisibleOutside = true },
        new("declassifier-nobody-decides", Declassifiers, "if (DecidedBy is null)", "if (true)", "nobody need vouch for a release"),
        new("declassifier-to-from", Declassifiers, "return new Declassifier(Name, Function, from, to, integrity: null, sinks);", "return new Declassifier(Name, Function, from, from, integrity: null, sinks);", "what is released keeps its label", Harm.Functional),
        new("declassifier-from-top", Declassifiers, "return new Declassifier(Name, Function, from, to, integrity: null, sinks);", "return new Declassifier(Name, Function, from.Order.Top, to, integrity: null, sinks);", "a declassifier releases from everywhere") { IsVisibleOutside = true },
        new("function-admits-all", Functions, "return false;", "return true;", "a function's list of callers does not count", Harm.Functional),
        new("function-rises-anywhere", Functions, "raises.IsEmpty ? Clearance.None", "raises.IsEmpty ? Clearance.Everything", "a function that may not rise may rise anywhere", Harm.Functional),
        new("function-rises-past-policy", Clearance, "if (pattern.Covers(start, target))", "if (true)", "a function that may rise may rise anywhere", Harm.Functional),
        new("pattern-covers-all", Pattern, "_bound.For(start) is { } bound && target.FlowsTo(bound)", "_bound.For(start) is { }", "a label in `raises:` covers everything", Harm.Functional),
        new("pattern-covers-flipped", Pattern, "_bound.For(start) is { } bound && target.FlowsTo(bound)", "_bound.For(start) is { } bound && bound.FlowsTo(target)", "a label in `raises:` covers what is above it", Harm.Functional),
        new("pattern-star-of-any-family", Pattern, "ReferenceEquals(atom.Kind, Family)", "true", "`client(*)` is every label of one atom", Harm.Functional),
        new("pattern-matches-any-secrecy", Pattern, "&& one.Secrecy.Equals(label.Secrecy)", "", "a caller's pattern matches every label", Harm.Functional),
        new("pattern-matches-any-integrity", Pattern, "&& (Template.Integrity is null || one.Integrity.FlowsTo(label.Integrity))", "", "a caller's pattern asks nobody to vouch"),
    ];
}
