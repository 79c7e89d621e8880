using Trapeze.Core.Labels;

namespace Trapeze.Policy.Labels;

/// <summary>A set of labels: one label, every member of a family (<c>client(*)</c>), or all (<c>top</c> where it bounds).</summary>
/// <remarks>Invariant: <c>*</c> stands only in a secrecy that is a single atom, and there is then no integrity.</remarks>
internal sealed class LabelPattern
{
    private readonly BoundValues<Label> _bound;

    internal LabelPattern(LabelTemplate template)
    {
        Template = template;
        Family = template.Secrecy.SingleAtom is { Parameter.Kind: ParameterTemplateKind.Any } atom ? atom.Kind : null;
        _bound = new BoundValues<Label>(Family is null ? template.Variables : [], bindings => Family is null ? template.Bind(bindings) : null);
    }

    internal LabelTemplate Template { get; }

    /// <summary>The family whose every member this stands for; <see langword="null"/> if it stands for one label.</summary>
    internal AtomKind? Family { get; }

    /// <summary>Whether <paramref name="label"/> is one of this set. Integrity counts only where the pattern asks for it.</summary>
    internal bool Matches(Label label)
    {
        if (Family is not null)
        {
            return label.Secrecy.Clauses is [{ Atoms: [var atom] }] && ReferenceEquals(atom.Kind, Family);
        }

        return _bound.For(label) is { } one
            && one.Secrecy.Equals(label.Secrecy)
            && (Template.Integrity is null || one.Integrity.FlowsTo(label.Integrity));
    }

    /// <summary>Whether <paramref name="target"/> flows to one of this set, its parameters bound by <paramref name="start"/>.</summary>
    internal bool Covers(Label start, Label target)
    {
        if (Family is null)
        {
            return _bound.For(start) is { } bound && target.FlowsTo(bound);
        }

        // A member that the target does not name is above it only if every other member is: any fresh value decides for those.
        foreach (var clause in target.Secrecy.Clauses)
        {
            foreach (var atom in clause.Atoms)
            {
                if (atom.Parameter is { } parameter && target.FlowsTo(Member(parameter)))
                {
                    return true;
                }
            }
        }

        return target.FlowsTo(Member(""));
    }

    public override string ToString() => Template.ToString();

    private Label Member(string parameter) => Template.Order.Label(Family!.Name, parameter);
}
