using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Trapeze.Shim.Lambda.Http;

/// <summary>Writes replies in the form that belongs to the event's.</summary>
internal static class HttpEventReply
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Texts = ["text/", "application/json", "application/problem+json", "application/xml", "application/javascript", "application/x-www-form-urlencoded"];

    internal static ReadOnlyMemory<byte> Write(EventShape shape, int status, IHeaderDictionary headers, ReadOnlySpan<byte> body)
    {
        var buffer = new ArrayBufferWriter<byte>(body.Length + 512);
        using var writer = new Utf8JsonWriter(buffer, Compact);
        writer.WriteStartObject();
        writer.WriteNumber("statusCode", status);
        switch (shape)
        {
            case EventShape.HttpApi or EventShape.FunctionUrl:
                WriteJoined(writer, headers);
                WriteValues(writer, "cookies", headers.SetCookie);
                break;
            case EventShape.LoadBalancer:
                WriteLast(writer, headers);
                break;
            default:
                WriteAll(writer, headers);
                break;
        }

        var isText = IsText(headers) && Utf8.IsValid(body);
        writer.WriteBoolean("isBase64Encoded", !isText);
        if (isText)
        {
            writer.WriteString("body", body);
        }
        else
        {
            writer.WriteBase64String("body", body);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteJoined(Utf8JsonWriter writer, IHeaderDictionary headers)
    {
        writer.WriteStartObject("headers");
        foreach (var (name, values) in headers)
        {
            if (!name.Equals(HeaderNames.SetCookie, StringComparison.OrdinalIgnoreCase))
            {
                writer.WriteString(name, values.ToString());
            }
        }

        writer.WriteEndObject();
    }

    // It has room for one value of a name. Values may be joined, but cookies may not.
    private static void WriteLast(Utf8JsonWriter writer, IHeaderDictionary headers)
    {
        writer.WriteStartObject("headers");
        foreach (var (name, values) in headers)
        {
            writer.WriteString(name, name.Equals(HeaderNames.SetCookie, StringComparison.OrdinalIgnoreCase) ? values[^1] : values.ToString());
        }

        writer.WriteEndObject();
    }

    private static void WriteAll(Utf8JsonWriter writer, IHeaderDictionary headers)
    {
        writer.WriteStartObject("multiValueHeaders");
        foreach (var (name, values) in headers)
        {
            WriteValues(writer, name, values);
        }

        writer.WriteEndObject();
    }

    private static void WriteValues(Utf8JsonWriter writer, string name, IEnumerable<string?> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }

    private static bool IsText(IHeaderDictionary headers) =>
        headers.ContentEncoding.Count == 0 && headers.ContentType.ToString() is var type
        && (type.Length == 0 || Array.Exists(Texts, text => type.StartsWith(text, StringComparison.OrdinalIgnoreCase)) || type.Contains("charset=utf-8", StringComparison.OrdinalIgnoreCase));
}
