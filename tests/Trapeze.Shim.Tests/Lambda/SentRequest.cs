using System.Text;
using Trapeze.LocalLambda;

namespace Trapeze.Shim.Tests.Lambda;

/// <summary>A request as bytes, made by chance, of which a gateway loses nothing that can be compared.</summary>
internal sealed record SentRequest(string Head, byte[] Body)
{
    private const string Unreserved = "abcXYZ019-._~!$&'()*+,;=:@";
    private static readonly string[] Types = ["text/plain", "application/json", "application/octet-stream", "text/plain; charset=utf-8", "image/png"];
    private static readonly string[] Texts = ["a", "Grüße", "日本", "💾", "%", "%2", "&", "=", "+", " ", "/", "?", "#", "\"", "\\", "'", "<", "\u007f", "\u0001"];

    internal static SentRequest Make(Random random, HttpShape shape)
    {
        var hasBody = random.Next(2) == 0;
        var body = new byte[hasBody ? random.Next(1, 600) : 0];
        random.NextBytes(body);
        if (hasBody && random.Next(2) == 0)
        {
            body = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 20).Select(_ => Texts[random.Next(Texts.Length)])));
        }

        var lines = new List<string> { $"{(hasBody ? "POST" : random.Next(5) == 0 ? "HEAD" : "GET")} {Path(random, shape)}{Query(random, shape)} HTTP/1.1" };
        if (hasBody)
        {
            lines.Add($"Content-Type: {Types[random.Next(Types.Length)]}");
            lines.Add($"Content-Length: {body.Length}");
        }

        for (var header = random.Next(4); header > 0; header--)
        {
            // Of a name that comes twice, a balancer without multiple values passes one.
            lines.Add($"X-Test-{(shape == HttpShape.LoadBalancer ? header : random.Next(3))}: {Value(random)}");
        }

        if (random.Next(3) == 0)
        {
            lines.Add($"Cookie: {string.Join("; ", Enumerable.Range(0, random.Next(1, 4)).Select(cookie => $"c{cookie}=v{random.Next(100)}"))}");
        }

        return new SentRequest(string.Join("\r\n", lines), body);
    }

    private static string Path(Random random, HttpShape shape)
    {
        var path = new StringBuilder("/plain");
        for (var segment = random.Next(4); segment >= 0; segment--)
        {
            path.Append('/');
            for (var part = random.Next(5); part > 0; part--)
            {
                path.Append(random.Next(3) switch
                {
                    0 => Unreserved[random.Next(Unreserved.Length)].ToString(),
                    1 => Percent(Texts[random.Next(Texts.Length)], shape),
                    _ when shape != HttpShape.HttpApi => $"%{random.Next(1, 256):X2}",
                    _ => "x",
                });
            }

            path.Append(random.Next(12) switch
            {
                0 => "/..",
                1 => "/.",
                _ => "",
            });
        }

        return path.ToString();
    }

    // An HTTP API decodes the path, and then a slash is a slash, whatever it was.
    private static string Percent(string text, HttpShape shape) => shape == HttpShape.HttpApi && text is "/" or "%" or "%2" ? "y" : Uri.EscapeDataString(text);

    private static string Query(Random random, HttpShape shape)
    {
        var pairs = Enumerable.Range(0, random.Next(4)).Select(pair =>
            $"{(shape == HttpShape.LoadBalancer ? $"k{pair}" : $"k{random.Next(3)}")}={string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => Uri.EscapeDataString(Texts[random.Next(Texts.Length)])))}");
        return string.Join('&', pairs) is { Length: > 0 } query ? '?' + query : "";
    }

    private static string Value(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 5)).Select(_ => Texts[random.Next(Texts.Length - 2)])).Trim() + "z";
}
