using System.Collections;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Evidence.Differential.Answers;

namespace Trapeze.Evidence.Differential.Shrinking;

/// <summary>Requests for people.</summary>
internal static class RequestText
{
    public static string Of(Operation operation) => $"{operation.Kind} {Text(operation.Request)}";

    private static string Text(object? value) => value switch
    {
        null => "null",
        string text => ValueText.Of(new AttributeValue { S = text }),
        AttributeValue attribute => ValueText.AsWritten(attribute),
        ConstantClass constant => constant.Value,
        IDictionary map => $"{{{string.Join(", ", map.Keys.Cast<string>().Select(key => $"{Text(key)}: {Text(map[key])}"))}}}",
        IList list => $"[{string.Join(", ", list.Cast<object>().Select(Text))}]",
        ValueType number => $"{number}",
        _ => $"({string.Join(", ", RequestCopy.Parameters(value).Select(parameter => $"{parameter.Property.Name}: {Text(parameter.Value)}"))})",
    };
}
