using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Trapeze.LocalLambda.Http;

namespace Trapeze.LocalLambda.Aws;

/// <summary>Verifies a request's signature (AWS Signature Version 4) with the credentials that instances are given.</summary>
internal static class Signature
{
    private const string Algorithm = "AWS4-HMAC-SHA256";
    private const string DateFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const string Unsigned = "UNSIGNED-PAYLOAD";

    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    /// <summary>Throws what AWS answers to a request that is not signed, or not rightly, for this service.</summary>
    internal static void Verify(RawRequest request, string service, DateTimeOffset now)
    {
        var parts = Parts(request.Field("Authorization") ?? throw new AwsException(403, "MissingAuthenticationTokenException", "Missing Authentication Token", "MissingAuthenticationToken"));
        var (credential, signed) = (parts["Credential"].Split('/'), parts["SignedHeaders"].Split(';'));
        if (credential is not [LocalNames.AccessKey, var day, LocalNames.Region, var named, "aws4_request"] || request.Field("X-Amz-Security-Token") != LocalNames.SessionToken)
        {
            throw new AwsException(403, "UnrecognizedClientException", "The security token included in the request is invalid.", "InvalidClientTokenId");
        }

        if (named != service)
        {
            throw Wrong($"Credential should be scoped to correct service: '{service}'.");
        }

        var date = request.Field("X-Amz-Date") ?? "";
        if (!DateTimeOffset.TryParseExact(date, DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            || !date.StartsWith(day, StringComparison.Ordinal) || (at - now).Duration() > Skew)
        {
            throw Wrong($"Signature expired or not yet current: {date}");
        }

        var mustBe = request.Fields.Select(field => field.Name.ToLowerInvariant()).Where(name => name is "host" || name.StartsWith("x-amz-", StringComparison.Ordinal));
        if (mustBe.Except(signed, StringComparer.Ordinal).Any() || !signed.Contains("host", StringComparer.Ordinal))
        {
            throw Wrong("There were headers present in the request which were not signed");
        }

        var scope = $"{day}/{LocalNames.Region}/{service}/aws4_request";
        var text = $"{Algorithm}\n{date}\n{scope}\n{Hash(Encoding.Latin1.GetBytes(Canonical(request, service, signed)))}";
        var expected = Convert.ToHexStringLower(Hmac(Key(day, service), text));
        if (!CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(expected), Encoding.UTF8.GetBytes(parts["Signature"])))
        {
            throw Wrong("The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.");
        }
    }

    private static string Canonical(RawRequest request, string service, string[] signed)
    {
        var fields = signed.Select(name => $"{name}:{string.Join(',', request.Fields.Where(field => field.Is(name)).Select(field => Trim(field.Value)))}\n");
        return $"{request.Method}\n{CanonicalPath(request.Path, service)}\n{CanonicalQuery(request.Query)}\n{string.Concat(fields)}\n{string.Join(';', signed)}\n{BodyHash(request, service)}";
    }

    private static string BodyHash(RawRequest request, string service)
    {
        var actual = Hash(request.Body.Span);
        return request.Field("X-Amz-Content-Sha256") switch
        {
            Unsigned when service == "s3" => Unsigned,
            null => actual,
            var said when said == actual => said,
            _ => throw Wrong("The provided 'x-amz-content-sha256' header does not match what was computed."),
        };
    }

    // Every service but S3 encodes the path once more than it is sent.
    private static string CanonicalPath(string path, string service) => service == "s3" ? path : string.Join('/', path.Split('/').Select(Encode));

    private static string CanonicalQuery(string query) =>
        string.Join('&', WireText.Pairs(query).Select(pair => (Key: Encode(WireTextBytes(pair.Key)), Value: Encode(WireTextBytes(pair.Value))))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).ThenBy(pair => pair.Value, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}"));

    private static string WireTextBytes(string text) => WireText.Write(WireText.Decode(text, isQuery: false));

    private static string Encode(string bytes) =>
        string.Concat(bytes.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '.' or '_' or '~' ? character.ToString() : string.Create(CultureInfo.InvariantCulture, $"%{(int)character:X2}")));

    private static string Trim(string value) => string.Join(' ', value.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static byte[] Key(string day, string service)
    {
        var key = Encoding.UTF8.GetBytes($"AWS4{LocalNames.SecretKey}");
        foreach (var step in (string[])[day, LocalNames.Region, service, "aws4_request"])
        {
            key = Hmac(key, step);
        }

        return key;
    }

    private static byte[] Hmac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static Dictionary<string, string> Parts(string authorization)
    {
        var parts = authorization.StartsWith($"{Algorithm} ", StringComparison.Ordinal)
            ? authorization[Algorithm.Length..].Split(',').Select(part => part.Trim().Split('=', 2)).Where(part => part.Length == 2).ToDictionary(part => part[0], part => part[1], StringComparer.Ordinal)
            : [];
        return parts.Keys.Order(StringComparer.Ordinal).SequenceEqual(["Credential", "Signature", "SignedHeaders"])
            ? parts
            : throw new AwsException(403, "IncompleteSignatureException", "Authorization header requires 'Credential', 'Signature' and 'SignedHeaders' parameters.", "IncompleteSignature");
    }

    private static AwsException Wrong(string message) => new(403, "InvalidSignatureException", message, "SignatureDoesNotMatch");
}
