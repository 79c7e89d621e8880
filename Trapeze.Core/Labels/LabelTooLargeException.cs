namespace Trapeze.Core.Labels;

/// <summary>A join or meet whose result would be larger than any label may be.</summary>
/// <remarks>
/// semantics §1 defines every join and meet; a process can only hold so much. The bound is on the text
/// (<see cref="LabelOrder.MaxFormulaLength"/>), so that what can be made can also be stored, sent and read back.
/// </remarks>
public sealed class LabelTooLargeException : InvalidOperationException
{
    /// <summary>The one text.</summary>
    public LabelTooLargeException()
        : base("the label would be too large")
    {
    }
}
