using System.Collections.Immutable;
using Amazon.DynamoDBv2;
using Trapeze.Store;

namespace Trapeze.Evidence.Differential.Draws;

/// <summary>The attributes that items mostly have, with the type that they mostly are of, so that what is drawn often fits what is stored.</summary>
internal static class Attributes
{
    public static ImmutableArray<(string Name, string Kind)> Usual { get; } =
    [
        ("n", "N"), ("n2", "N"), ("s", "S"), ("s2", "S"), ("b", "B"), ("ss", "SS"), ("ns", "NS"), ("bs", "BS"), ("m", "M"), ("l", "L"), ("t", "BOOL"), ("z", "NULL"),
        ("status", "S"), ("Name", "N"), ("a-b", "N"), ("a.b", "S"), ("é", "S"), ("with space", "N"), ("_u", "N"), ("m2", "M"), ("l2", "L"),
    ];

    /// <summary>Those that may be keys of indexes.</summary>
    public static ImmutableArray<KeyDefinition> Keys { get; } =
        [new("s", ScalarAttributeType.S), new("n", ScalarAttributeType.N), new("b", ScalarAttributeType.B), new("status", ScalarAttributeType.S), new("n2", ScalarAttributeType.N), new("s2", ScalarAttributeType.S)];

    public static ImmutableArray<(string Name, string Kind)> Nested { get; } = [("x", "N"), ("y", "S"), ("k", "M"), ("l", "L"), ("ss", "SS")];

    /// <summary>Whether a name may stand in an expression as it is; reserved words may not, which is not asked here.</summary>
    public static bool IsPlain(string name) =>
        name.Length > 0 && char.IsAsciiLetter(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
