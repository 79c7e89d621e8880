namespace Trapeze.ReferenceMachine;

/// <summary>What is there for those that its label flows to.</summary>
public interface ILabelled
{
    /// <summary>The label that it carries.</summary>
    Label Label { get; }
}
