using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Trapeze.Shim.Aws;

/// <summary>AWS Signature Version 4.</summary>
internal static class AwsSignature
{
    internal const string Algorithm = "AWS4-HMAC-SHA256";

    /// <summary>The value of the <c>Authorization</c> field.</summary>
    /// <param name="request">The request; its fields are those that are signed, <c>host</c> and <c>x-amz-date</c> among them.</param>
    /// <param name="keyId">Names the key.</param>
    /// <param name="secret">The key.</param>
    /// <param name="region">The region that it is for.</param>
    /// <param name="now">The time that <c>x-amz-date</c> says.</param>
    internal static string Authorize(AwsRequest request, string keyId, string secret, string region, DateTimeOffset now)
    {
        var fields = request.Fields.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        var names = string.Join(';', fields.Select(field => field.Name));
        var canonical = string.Join(
            '\n',
            request.Method.Method,
            PathOf(request),
            QueryOf(request),
            string.Concat(fields.Select(field => $"{field.Name}:{Folded(field.Value)}\n")),
            names,
            Hash(request.Body.Span));
        var day = now.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        var scope = $"{day}/{region}/{request.Service}/aws4_request";
        var toSign = $"{Algorithm}\n{Time(now)}\n{scope}\n{Hash(Encoding.UTF8.GetBytes(canonical))}";
        var key = Encoding.UTF8.GetBytes($"AWS4{secret}");
        foreach (var part in (string[])[day, region, request.Service, "aws4_request"])
        {
            key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
        }

        return $"{Algorithm} Credential={keyId}/{scope}, SignedHeaders={names}, Signature={Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)))}";
    }

    /// <summary>What <c>x-amz-date</c> says.</summary>
    internal static string Time(DateTimeOffset now) => now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    internal static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>The query as it goes out, which is as it is signed.</summary>
    internal static string QueryOf(AwsRequest request) => string.Join(
        '&',
        request.Query.Select(part => (Name: Uri.EscapeDataString(part.Name), Value: Uri.EscapeDataString(part.Value)))
            .OrderBy(part => part.Name, StringComparer.Ordinal).ThenBy(part => part.Value, StringComparer.Ordinal)
            .Select(part => $"{part.Name}={part.Value}"));

    // S3 alone takes a path as it is on the wire; for the others it is escaped once more.
    private static string PathOf(AwsRequest request) =>
        request.Service is "s3" ? request.Path : string.Join('/', request.Path.Split('/').Select(Uri.EscapeDataString));

    // Spaces in a row are one, and none stand at the ends.
    private static string Folded(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
