using System.Collections;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Evidence.Differential.Answers;

namespace Trapeze.Evidence.Differential.Shrinking;

/// <summary>Requests as texts.</summary>
internal static class RequestText
{
    /// <summary>For people: numbers as they are written.</summary>
    public static string Of(Operation operation) => $"{operation.Kind} {Text(operation.Request, ValueText.AsWritten)}";

    /// <summary>Of a part of a request: two have the same text only if they mean the same.</summary>
    public static string Canonical(object? part) => Text(part, ValueText.Of);

    /// <inheritdoc cref="Of"/>
    public static string AsWritten(object? part) => Text(part, ValueText.AsWritten);

    private static string Text(object? value, Func<AttributeValue?, string> textOf) => value switch
    {
        null => "null",
        string text => ValueText.Of(new AttributeValue { S = text }),
        AttributeValue attribute => textOf(attribute),
        ConstantClass constant => constant.Value,
        IDictionary map => $"{{{string.Join(", ", map.Keys.Cast<string>().Select(key => $"{Text(key, textOf)}: {Text(map[key], textOf)}"))}}}",
        IList list => $"[{string.Join(", ", list.Cast<object>().Select(each => Text(each, textOf)))}]",
        ValueType number => $"{number}",
        _ => $"({string.Join(", ", RequestCopy.Parameters(value).Select(parameter => $"{parameter.Property.Name}: {Text(parameter.Value, textOf)}"))})",
    };
}
