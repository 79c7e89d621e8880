using Trapeze.Core.Labels;
using Trapeze.Policy.Callers;
using Trapeze.Policy.Labels;
using Trapeze.Policy.Sections;

namespace Trapeze.Policy.Analysis;

/// <summary>A label that callers of one rule start at.</summary>
internal sealed record SymbolicStart(Located<CallerRule> Rule, Label Label)
{
    /// <summary>Whether some caller of this rule may be meant by the pattern. Errs towards yes where a member is named.</summary>
    internal bool MayMatch(LabelPattern pattern)
    {
        if (pattern.Matches(Label))
        {
            return true;
        }

        return pattern.Family is null
            && Symbols.Bind(pattern.Template) is { } other
            && string.Equals(Symbols.Shape(Label), Symbols.Shape(other), StringComparison.Ordinal)
            && (!Rule.Value.Label.Variables.IsEmpty || other.Secrecy.Equals(Label.Secrecy))
            && other.Integrity.FlowsTo(Label.Integrity);
    }

    /// <summary>Whether callers of this rule bind every open parameter of the template.</summary>
    internal bool Binds(LabelTemplate template) => template.Variables.All(name => StartParameters.Find(Label, name) is not null);

    public override string ToString() => Rule.Value.Label.ToString();
}
