using Trapeze.Evidence.Lockstep.Labels;

namespace Trapeze.Evidence.Lockstep.Policies;

/// <summary>One entry of <c>raises:</c> or <c>callers:</c>: a label, or every member of a family.</summary>
internal sealed record Pattern(LabelExpression? Label, string? Family)
{
    public override string ToString() => Label is null ? $"{Family}(*)" : Label.ToString();
}
