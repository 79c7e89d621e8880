using Trapeze.Shim.Declassification;

namespace Trapeze.Evidence.BlackBox.App;

/// <summary>The one declassifier's code: whether a number is odd.</summary>
internal sealed class Parity : IDeclassifier<int, bool>
{
    public bool Release(int input) => input >= 0 ? input % 2 == 1 : throw new InvalidOperationException($"not a number of mine: {input}");
}
