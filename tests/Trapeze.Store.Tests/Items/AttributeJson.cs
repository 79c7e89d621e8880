using System.Text.Json;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Items;

namespace Trapeze.Store.Tests.Items;

/// <summary>Reads and prints attribute values in DynamoDB's own JSON, <c>'</c> standing for <c>"</c>; printing is canonical.</summary>
internal static class AttributeJson
{
    public static Dictionary<string, AttributeValue> Item(string json) => Map(JsonDocument.Parse(json.Replace('\'', '"')).RootElement);

    public static AttributeValue Value(string json) => Value(JsonDocument.Parse(json.Replace('\'', '"')).RootElement);

    public static string Print(Dictionary<string, AttributeValue> item) =>
        $"{{{string.Join(',', item.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"'{entry.Key}':{Print(entry.Value)}"))}}}";

    public static string Print(AttributeValue value) => AttributeKinds.Known(value) switch
    {
        AttributeKind.S => $"{{'S':'{value.S}'}}",
        AttributeKind.N => $"{{'N':'{value.N}'}}",
        AttributeKind.B => $"{{'B':'{Convert.ToBase64String(value.B.ToArray())}'}}",
        AttributeKind.SS => $"{{'SS':[{string.Join(',', value.SS.Order(StringComparer.Ordinal).Select(member => $"'{member}'"))}]}}",
        AttributeKind.NS => $"{{'NS':[{string.Join(',', value.NS.Order(StringComparer.Ordinal).Select(member => $"'{member}'"))}]}}",
        AttributeKind.BS => $"{{'BS':[{string.Join(',', value.BS.Select(member => $"'{Convert.ToBase64String(member.ToArray())}'").Order(StringComparer.Ordinal))}]}}",
        AttributeKind.M => $"{{'M':{Print(value.M)}}}",
        AttributeKind.L => $"{{'L':[{string.Join(',', value.L.Select(Print))}]}}",
        AttributeKind.BOOL => $"{{'BOOL':{(value.BOOL is true ? "true" : "false")}}}",
        _ => "{'NULL':true}",
    };

    private static Dictionary<string, AttributeValue> Map(JsonElement json) =>
        json.EnumerateObject().ToDictionary(entry => entry.Name, entry => Value(entry.Value), StringComparer.Ordinal);

    private static AttributeValue Value(JsonElement json)
    {
        var value = new AttributeValue();
        foreach (var part in json.EnumerateObject())
        {
            switch (part.Name)
            {
                case "S":
                    value.S = part.Value.GetString();
                    break;
                case "N":
                    value.N = part.Value.GetString();
                    break;
                case "B":
                    value.B = new MemoryStream(part.Value.GetBytesFromBase64());
                    break;
                case "SS":
                    value.SS = [.. part.Value.EnumerateArray().Select(member => member.GetString()!)];
                    break;
                case "NS":
                    value.NS = [.. part.Value.EnumerateArray().Select(member => member.GetString()!)];
                    break;
                case "BS":
                    value.BS = [.. part.Value.EnumerateArray().Select(member => new MemoryStream(member.GetBytesFromBase64()))];
                    break;
                case "M":
                    value.M = Map(part.Value);
                    break;
                case "L":
                    value.L = [.. part.Value.EnumerateArray().Select(Value)];
                    break;
                case "BOOL":
                    value.BOOL = part.Value.GetBoolean();
                    break;
                case "NULL":
                    value.NULL = part.Value.GetBoolean();
                    break;
            }
        }

        return value;
    }
}
