using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Trapeze.Policy;
using Trapeze.Policy.Sources;

namespace Trapeze.Shim.Sources.Shapes;

/// <summary>The parts that shapes are made of. Each throws if it is not there as it has to be.</summary>
internal static class ShapeParts
{
    /// <summary>The member of data that holds an envelope.</summary>
    internal const string EnvelopeMember = "trapeze";

    private const int LongestName = 1_024;
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>A text that has to be there, and says something.</summary>
    internal static string Text(this JsonElement parent, string name, int longest = LongestName) =>
        parent.GetProperty(name).GetString() is { Length: > 0 } text && text.Length <= longest ? text : throw new FormatException();

    /// <summary>A text that has to be there, however long.</summary>
    internal static string AnyText(this JsonElement parent, string name) => parent.GetProperty(name).GetString() ?? throw new FormatException();

    internal static void Require(this JsonElement parent, string name, string expected)
    {
        if (!string.Equals(parent.Text(name), expected, StringComparison.Ordinal))
        {
            throw new FormatException();
        }
    }

    /// <summary>The ARN that all records of a batch name: what comes together comes from one place.</summary>
    internal static string OneArn(ImmutableArray<JsonElement> records, Func<JsonElement, string> arnOf)
    {
        var arn = arnOf(records[0]);
        return records.All(record => string.Equals(arnOf(record), arn, StringComparison.Ordinal)) ? arn : throw new FormatException();
    }

    /// <summary>Ids that tell the records apart.</summary>
    internal static ImmutableArray<SourceRecord> Distinct(IEnumerable<SourceRecord> records)
    {
        var all = records.ToImmutableArray();
        return all.Select(record => record.Id).Distinct(StringComparer.Ordinal).Count() == all.Length ? all : throw new FormatException();
    }

    /// <summary>What an ARN of a service names, in the service's own words.</summary>
    internal static string ResourceOf(string arn, string service) =>
        arn.Split(':', 6) is ["arn", ['a', 'w', 's', ..], var named, { Length: > 0 }, { Length: > 0 }, { Length: > 0 } resource] && string.Equals(named, service, StringComparison.Ordinal)
            ? resource
            : throw new FormatException();

    internal static SourcePolicy? Find(this FlowPolicy policy, SourceKind kind, string resource)
    {
        foreach (var source in policy.Sources.Values)
        {
            if (source.Kind == kind && string.Equals(source.Resource, resource, StringComparison.Ordinal))
            {
                return source;
            }
        }

        return null;
    }

    /// <summary>Takes data apart that holds an envelope and a body; data that holds no envelope is the body itself.</summary>
    /// <remarks>
    /// A body that is text is the JSON that was signed, byte for byte; any other is taken as it stands, and has to have come through unchanged. What is there and is no
    /// envelope is a bad one.
    /// </remarks>
    internal static (string? Envelope, byte[] Body) Unwrap(JsonElement data)
    {
        if (data.ValueKind is not JsonValueKind.Object || !data.TryGetProperty(EnvelopeMember, out var envelope))
        {
            return (null, Raw(data));
        }

        var text = envelope.ValueKind is JsonValueKind.String ? envelope.GetString()! : "";
        return !data.TryGetProperty("body", out var body) ? ("", Raw(data))
            : body.ValueKind is JsonValueKind.String ? (text, Bytes(body.GetString()!))
            : (text, Raw(body));
    }

    internal static byte[] Bytes(string text) => Strict.GetBytes(text);

    private static byte[] Raw(JsonElement data) => JsonMarshal.GetRawUtf8Value(data).ToArray();
}
