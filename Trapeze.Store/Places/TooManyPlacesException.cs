namespace Trapeze.Store.Places;

/// <summary>A label is too complex for the store.</summary>
internal sealed class TooManyPlacesException() : Exception("the label has too many parts for the store");
