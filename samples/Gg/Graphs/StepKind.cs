namespace Gg.Graphs;

/// <summary>What a step does: the policy's function of that name does it, under the profile of that name.</summary>
public enum StepKind
{
    Preprocess,
    Compile,
    Archive,
    Link,

    /// <summary>Runs what was built; its output is what that prints.</summary>
    Check,
}
