namespace Trapeze.LocalLambda;

/// <summary>A stream, with as many shards as it says.</summary>
/// <param name="Source"><c>kinesis:STREAM</c> or <c>dynamodb:TABLE</c>.</param>
/// <param name="Shards">How many lanes keep an order of their own.</param>
public sealed record LocalStream(string Source, int Shards);
