using System.Runtime.InteropServices;

namespace Trapeze.ReferenceMachine;

/// <summary>What one step lets out.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Label">The label of the channel or reply: who sees it.</param>
/// <param name="Subject">The channel, or the request that is answered.</param>
/// <param name="Value">The value; 0 for the constant refusal and failure.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Output(OutputKind Kind, Label Label, int Subject, int Value)
{
    /// <summary>Nothing went out.</summary>
    public static Output Nothing => default;
}
