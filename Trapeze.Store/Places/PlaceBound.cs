namespace Trapeze.Store.Places;

/// <summary>The most places that one label may be filed at, look at, or take to work out; a label beyond is refused.</summary>
/// <remarks>The refusal is a function of the label and its order alone.</remarks>
internal static class PlaceBound
{
    internal const int Filed = 64;
    internal const int LookedAt = 512;
    internal const int Clauses = 8;
    internal const int Combinations = 1024;
}
