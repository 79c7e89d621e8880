namespace Trapeze.Store.Engine;

/// <summary>The keys that one page may come from, and the direction.</summary>
/// <param name="Hash">The partition; <see langword="null"/> for all of them, which go by partition key and then sort key.</param>
/// <param name="Low">Within a partition: the lowest sort key, included.</param>
/// <param name="High">Within a partition: the lowest sort key above, not included; <see langword="null"/> for no bound.</param>
/// <param name="After">Over all partitions: the key that the page starts behind.</param>
/// <param name="Forward">Whether keys ascend.</param>
internal sealed record KeyInterval(byte[]? Hash, byte[] Low, byte[]? High, FacetKey? After, bool Forward);
