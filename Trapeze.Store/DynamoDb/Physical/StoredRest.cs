namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>A part of a facet's item that lies beside the facet.</summary>
/// <param name="Key">Where it lies.</param>
/// <param name="Of">Where the facet lies, or lay.</param>
/// <param name="Uid">Which facet it is of: at the same place there may be another since.</param>
/// <param name="Put">When it was put, in microseconds since 1970.</param>
internal sealed record StoredRest(PhysicalKey Key, PhysicalKey Of, Guid Uid, long Put);
