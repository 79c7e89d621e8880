using Amazon.DynamoDBv2;

namespace Trapeze.Store;

/// <summary>A key attribute.</summary>
/// <param name="Name">The attribute's name.</param>
/// <param name="Type"><c>S</c>, <c>N</c> or <c>B</c>.</param>
public sealed record KeyDefinition(string Name, ScalarAttributeType Type);
