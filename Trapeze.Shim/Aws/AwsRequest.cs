using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Trapeze.Shim.Aws;

/// <summary>One request to one of AWS's services, before it is signed.</summary>
/// <param name="Service">The service, as signatures and addresses name it.</param>
/// <param name="Method">The method.</param>
/// <param name="Path">The path, escaped as it goes out.</param>
/// <param name="Body">The body.</param>
internal sealed record AwsRequest(string Service, HttpMethod Method, string Path, ReadOnlyMemory<byte> Body)
{
    /// <summary>Fields with lower-case names, besides those that a signature adds.</summary>
    internal ImmutableArray<(string Name, string Value)> Fields { get; init; } = [];

    /// <summary>The query, not escaped.</summary>
    internal ImmutableArray<(string Name, string Value)> Query { get; init; } = [];

    /// <summary>The region, if it is not the host's own.</summary>
    internal string? Region { get; init; }

    /// <summary>Stands before the service's address.</summary>
    internal string? Bucket { get; init; }

    /// <summary>A request of the services that speak JSON.</summary>
    internal static AwsRequest Json(string service, string version, string target, Action<Utf8JsonWriter> write)
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return new AwsRequest(service, HttpMethod.Post, "/", body.ToArray())
        {
            Fields = [("content-type", $"application/x-amz-json-{version}"), ("x-amz-target", target)],
        };
    }

    /// <summary>A request of the services that speak forms.</summary>
    internal static AwsRequest Form(string service, params IEnumerable<(string Name, string Value)> fields) =>
        new(service, HttpMethod.Post, "/", Encoding.ASCII.GetBytes(string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}"))))
        {
            Fields = [("content-type", "application/x-www-form-urlencoded; charset=utf-8")],
        };

    public override string ToString() => Service;
}
