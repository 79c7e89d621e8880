using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Trapeze.Tool.Deployments.Templates;

/// <summary>Writes a template as YAML: in blocks, short things on one line, CloudFormation's functions in their short form.</summary>
internal sealed partial class YamlText
{
    private const int Longest = 150;
    private const string Function = "Fn::";
    private static readonly JsonSerializerOptions Unescaped = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly StringBuilder _text = new();

    /// <summary>The document, section by section.</summary>
    internal static string Of(JsonObject document, string heading)
    {
        var yaml = new YamlText();
        foreach (var line in heading.Split('\n'))
        {
            yaml._text.Append("# ").Append(line).Append('\n');
        }

        foreach (var (name, section) in document)
        {
            if (section is JsonObject { Count: > 0 } entries)
            {
                yaml._text.Append('\n').Append(name).Append(":\n");
                foreach (var (key, value) in entries)
                {
                    yaml.Entry(key, value, 2);
                }
            }
            else if (section is JsonValue)
            {
                yaml.Entry(name, section, 0);
            }
        }

        return yaml._text.ToString();
    }

    private void Entry(string key, JsonNode? value, int indent)
    {
        _text.Append(' ', indent).Append(Scalar(key)).Append(':');
        After(value, indent);
    }

    // Behind `key:` or `-`, as far as it fits on the line; else below.
    private void After(JsonNode? value, int indent)
    {
        if (Line(value) is { } line && (value is JsonValue || (indent + line.Length < Longest && (value is not JsonObject { Count: > 2 } || Short(value) is not null))))
        {
            _text.Append(' ').Append(line).Append('\n');
            return;
        }

        _text.Append('\n');
        Block(value, indent + 2);
    }

    private void Block(JsonNode? value, int indent)
    {
        if (value is JsonObject entries)
        {
            foreach (var (key, each) in entries)
            {
                Entry(key, each, indent);
            }
        }
        else if (value is JsonArray items)
        {
            foreach (var item in items)
            {
                Item(item, indent);
            }
        }
    }

    private void Item(JsonNode? item, int indent)
    {
        _text.Append(' ', indent).Append('-');
        if (item is JsonObject { Count: > 0 } entries && Short(item) is null && !Line(item)!.StartsWith('!'))
        {
            // The first entry stands behind the dash.
            var start = _text.Length;
            Block(entries, indent + 2);
            _text.Remove(start, indent + 1);
            return;
        }

        After(item, indent);
    }

    // A function, or a mapping or list without another in it.
    private static string? Line(JsonNode? value) => value switch
    {
        JsonObject { Count: 1 } entries when entries.First() is var (name, argument) && Tag(name) is { } tag => $"{tag} {Argument(name, argument)}",
        JsonObject entries => "{ " + string.Join(", ", entries.Select(entry => $"{Scalar(entry.Key, inFlow: true)}: {Flow(entry.Value)}")) + " }",
        JsonArray items => "[" + string.Join(", ", items.Select(Flow)) + "]",
        JsonValue scalar => Scalar(scalar),
        _ => "null",
    };

    private static string? Short(JsonNode value) =>
        value is JsonObject entries && entries.All(entry => entry.Value is JsonValue) && Line(value) is { Length: < 100 } line ? line : null;

    private static string Flow(JsonNode? value) => value is JsonValue scalar ? Scalar(scalar, inFlow: true) : Line(value)!;

    private static string Argument(string name, JsonNode? argument) => name switch
    {
        "Fn::GetAtt" => $"{argument![0]}.{argument[1]}",
        _ => argument is JsonValue scalar ? Scalar(scalar, inFlow: name is not "Ref") : Line(argument)!,
    };

    private static string? Tag(string name) => name is "Ref" ? "!Ref" : name.StartsWith(Function, StringComparison.Ordinal) ? $"!{name[Function.Length..]}" : null;

    private static string Scalar(JsonValue value, bool inFlow = false) =>
        value.GetValueKind() is JsonValueKind.String ? Scalar(value.GetValue<string>(), inFlow) : value.ToJsonString();

    private static string Scalar(string text, bool inFlow = false) =>
        Plain().IsMatch(text) && !Words().IsMatch(text) && !(inFlow && text.Contains(':', StringComparison.Ordinal)) ? text : JsonSerializer.Serialize(text, Unescaped);

    [GeneratedRegex(@"^[A-Za-z/]([A-Za-z0-9_./ -]|:(?=[^ ])|'(?=\S))*(?<! )\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plain();

    [GeneratedRegex("^(y|n|yes|no|true|false|on|off|null)$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Words();
}
