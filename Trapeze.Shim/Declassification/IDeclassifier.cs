namespace Trapeze.Shim.Declassification;

/// <summary>Trusted code that the policy names under <c>code:</c>: what may be learned of the input, and nothing else.</summary>
/// <remarks>semantics §2, rule declassify. Pure: no state, no input but its argument.</remarks>
/// <typeparam name="TIn">What it is given.</typeparam>
/// <typeparam name="TOut">What it releases; the policy's <c>releases:</c> bounds how many values this type has.</typeparam>
public interface IDeclassifier<in TIn, out TOut>
{
    /// <summary>What is released of <paramref name="input"/>.</summary>
    TOut Release(TIn input);
}
