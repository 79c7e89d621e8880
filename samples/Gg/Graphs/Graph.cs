using System.Collections.Immutable;

namespace Gg.Graphs;

/// <summary>A project as functions of files.</summary>
/// <param name="Sources">The files that some step sees.</param>
/// <param name="Steps">All steps, each behind those whose outputs it sees.</param>
public sealed record Graph(ImmutableArray<Source> Sources, ImmutableArray<Step> Steps)
{
    /// <summary>The steps that make what the recipe names: archives and programs.</summary>
    public IEnumerable<Step> Products => Steps.Where(step => step.Kind is StepKind.Archive or StepKind.Link);

    /// <summary>The steps that run what was built.</summary>
    public IEnumerable<Step> Checks => Steps.Where(step => step.Kind is StepKind.Check);
}
