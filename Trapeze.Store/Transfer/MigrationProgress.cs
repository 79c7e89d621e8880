using Amazon.DynamoDBv2.Model;

namespace Trapeze.Store.Transfer;

/// <summary>How far a migration has come.</summary>
/// <param name="Items">How many items it has looked at since it was begun.</param>
/// <param name="Refused">For how many of them it could not be done.</param>
/// <param name="Behind">The key behind which it goes on; <see langword="null"/> at the end.</param>
public sealed record MigrationProgress(long Items, long Refused, IReadOnlyDictionary<string, AttributeValue>? Behind);
