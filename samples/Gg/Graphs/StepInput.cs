namespace Gg.Graphs;

/// <summary>A file that a step sees.</summary>
public abstract record StepInput
{
    /// <summary>One of the project.</summary>
    public sealed record File(Source Source) : StepInput;

    /// <summary>What another step makes.</summary>
    public sealed record Made(Step Step) : StepInput;
}
