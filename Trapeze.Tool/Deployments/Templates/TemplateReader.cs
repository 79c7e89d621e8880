using System.Globalization;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Trapeze.Tool.Deployments.Templates;

/// <summary>Reads a template, functions in their short form included, into the long form.</summary>
internal static class TemplateReader
{
    internal static JsonObject Read(string yaml)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(yaml));
        return Node(stream.Documents[0].RootNode)!.AsObject();
    }

    private static JsonNode? Node(YamlNode node)
    {
        JsonNode? value = node switch
        {
            YamlMappingNode mapping => new JsonObject(mapping.Select(entry => KeyValuePair.Create(((YamlScalarNode)entry.Key).Value!, Node(entry.Value)))),
            YamlSequenceNode sequence => new JsonArray([.. sequence.Select(Node)]),
            YamlScalarNode scalar => Scalar(scalar),
            _ => throw new InvalidDataException("a template has mappings, lists and scalars"),
        };
        return node.Tag.IsEmpty || !node.Tag.Value.StartsWith('!') || node.Tag.IsNonSpecific ? value : Long(node.Tag.Value[1..], value);
    }

    private static JsonObject Long(string name, JsonNode? argument) => name switch
    {
        "Ref" => new JsonObject { ["Ref"] = argument },
        "GetAtt" when argument is JsonValue dotted => new JsonObject { ["Fn::GetAtt"] = new JsonArray([.. dotted.GetValue<string>().Split('.', 2).Select(part => (JsonNode)part)]) },
        _ => new JsonObject { [$"Fn::{name}"] = argument },
    };

    private static JsonValue? Scalar(YamlScalarNode scalar) =>
        scalar.Style is not ScalarStyle.Plain ? JsonValue.Create(scalar.Value)
        : scalar.Value switch
        {
            "true" => JsonValue.Create(true),
            "false" => JsonValue.Create(false),
            var text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            var text => JsonValue.Create(text),
        };
}
