using System.Text.Json;
using System.Text.Unicode;
using Trapeze.Sandbox;

namespace Trapeze.Tool.Running;

/// <summary>A result as JSON.</summary>
internal static class RunReport
{
    internal static byte[] Of(SandboxResult result, bool withOutputs)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("end", result.End.ToString());
            Number(json, "exitCode", result.ExitCode);
            Number(json, "signal", result.Signal);
            json.WriteString("problem", result.Problem);
            json.WriteString("level", result.Level?.ToString());
            if (withOutputs)
            {
                Bytes(json, "output", result.Output.Span);
                Bytes(json, "errors", result.Errors.Span);
            }

            json.WriteStartArray("violations");
            foreach (var violation in result.Violations)
            {
                json.WriteStartObject();
                json.WriteString("call", violation.Call);
                json.WriteString("path", violation.Path);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("elapsedMilliseconds", result.Elapsed.TotalMilliseconds);
            json.WriteNumber("processorMilliseconds", result.Processor.TotalMilliseconds);
            json.WriteNumber("mostMemoryBytes", result.MostMemory);
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void Number(Utf8JsonWriter json, string name, int? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    // What is not text is told apart from text.
    private static void Bytes(Utf8JsonWriter json, string name, ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
        {
            json.WriteString(name, bytes);
        }
        else
        {
            json.WriteBase64String($"{name}Base64", bytes);
        }
    }
}
