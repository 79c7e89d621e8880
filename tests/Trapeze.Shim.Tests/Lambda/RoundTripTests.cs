using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Trapeze.LocalLambda;
using Trapeze.Shim.Lambda.Http;
using Trapeze.Shim.Tests.Guard;
using Trapeze.Testing;

namespace Trapeze.Shim.Tests.Lambda;

/// <summary>What a function sees of a request, and a caller of its reply, is the same whether Kestrel serves it or Lambda.</summary>
public sealed class RoundTripTests
{
    private const int Cases = 1_000;
    private static readonly string[] OfTheWay =
        ["host", "connection", "x-forwarded-for", "x-forwarded-proto", "x-forwarded-port", "x-amzn-trace-id"];

    [Theory]
    [InlineData(HttpShape.HttpApi)]
    [InlineData(HttpShape.FunctionUrl)]
    [InlineData(HttpShape.RestApi)]
    [InlineData(HttpShape.LoadBalancer)]
    [InlineData(HttpShape.LoadBalancerMultiValue)]
    public async Task Request_OfEveryShape_IsWhatKestrelSees(HttpShape shape)
    {
        await using var kestrel = await GuardHost.StartAsync(Map);
        await using var lambda = await LambdaApp.StartAsync(Map);
        var front = shape == HttpShape.FunctionUrl ? lambda.Cloud.FunctionUrl(LambdaApp.Function) : lambda.Cloud.Address(shape);
        var seed = Replay.SeedOfRandom();
        var random = new Random(seed);
        var served = 0;
        var cases = Replay.Cases(Cases);
        for (var number = 0; number < cases; number++)
        {
            var sent = SentRequest.Make(random, shape);

            var expected = await AskAsync(kestrel.Address, sent);
            var seen = await AskAsync(front, sent);

            served += expected[0] == '2' ? 1 : 0;
            Assert.True(expected == seen, $"TRAPEZE_SEED={seed}, case {number}\n{sent.Head}\n{Convert.ToHexString(sent.Body)}\nKestrel: {expected}\nLambda:  {seen}");
        }

        // The others are those that no function has a route for, or no server takes.
        Assert.InRange(served, cases * 2 / 3, cases);
    }

    [Theory]
    [InlineData(HttpShape.HttpApi)]
    [InlineData(HttpShape.FunctionUrl)]
    [InlineData(HttpShape.RestApi)]
    [InlineData(HttpShape.LoadBalancer)]
    [InlineData(HttpShape.LoadBalancerMultiValue)]
    public void Event_ThatIsBroken_IsNoRequestOrACleanOne(HttpShape shape)
    {
        var seed = Replay.SeedOfRandom();
        var random = new Random(seed);
        var read = new int[3];
        for (var number = 0; number < Replay.Cases(Cases); number++)
        {
            var sent = SentRequest.Make(random, shape);
            var line = sent.Head.Split("\r\n");
            var fields = line.Skip(1).Select(field => field.Split(": ", 2)).Select(field => new LocalLambda.Http.HttpField(field[0], field[1])).ToList();
            var made = LocalLambda.Gateway.HttpEvents.Of(shape, new LocalLambda.Http.RawRequest(line[0].Split(' ')[0], line[0].Split(' ')[1], fields, sent.Body), TimeProvider.System).ToArray();
            var broken = Break(made, random);

            var result = HttpEventReader.Read(broken, out var request);

            read[request is not null ? 0 : result == EventShape.None ? 1 : 2]++;
            Assert.True(request is null || IsClean(request), $"TRAPEZE_SEED={seed}, case {number}: {Encoding.UTF8.GetString(broken)}");
        }

        Assert.All(read[..2], count => Assert.True(count > 0, $"requests, none, bad: {string.Join(", ", read)}"));
    }

    private static bool IsClean(HttpEvent request) =>
        request.Method.Length > 0 && request.Path.StartsWith('/') && !request.Path.Contains('\0', StringComparison.Ordinal) && request.Query is "" or ['?', ..]
        && request.Headers.All(header => header.Key.Length > 0 && !header.Value.ToString().AsSpan().ContainsAny('\0', '\r', '\n'));

    private static byte[] Break(byte[] made, Random random)
    {
        var text = made.ToList();
        for (var change = random.Next(1, 3); change > 0; change--)
        {
            var at = random.Next(text.Count);
            switch (random.Next(5))
            {
                case 0:
                    text[at] = (byte)random.Next(256);
                    break;
                case 1:
                    text.RemoveRange(at, Math.Min(random.Next(20), text.Count - at));
                    break;
                case 2:
                    text.InsertRange(at, text.GetRange(at, Math.Min(random.Next(40), text.Count - at)));
                    break;
                case 3:
                    text.InsertRange(at, "\\u0000\\r\\n"u8.ToArray());
                    break;
                default:
                    var quote = text.IndexOf((byte)':', at);
                    text.InsertRange(quote < 0 ? at : quote + 1, "null,\"x\":"u8.ToArray());
                    break;
            }
        }

        return [.. text];
    }

    private static void Map(WebApplication app)
    {
        app.Map("/plain/{*rest}", async (HttpContext context) =>
        {
            var request = context.Request;
            using var body = new MemoryStream();
            await request.Body.CopyToAsync(body);
            var isRaw = request.Headers.TryGetValue("X-Test-0", out var first) && first.ToString().Length % 2 == 0;
            var said = new StringBuilder($"{request.Method} {request.Path.Value}\n");
            foreach (var (name, values) in request.Query.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                said.Append($"?{name}={string.Join('|', values.ToArray())}\n");
            }

            foreach (var (name, values) in request.Headers.OrderBy(header => header.Key, StringComparer.OrdinalIgnoreCase).Where(header => !OfTheWay.Contains(header.Key, StringComparer.OrdinalIgnoreCase)))
            {
                said.Append(CultureInfo.InvariantCulture, $"{name.ToLowerInvariant()}: {string.Join(',', values.Select(value => value))}\n");
            }

            foreach (var cookie in request.Cookies)
            {
                said.Append(CultureInfo.InvariantCulture, $"cookie {cookie.Key}={cookie.Value}\n");
            }

            context.Response.StatusCode = 200 + (int)(body.Length % 3);
            context.Response.Headers["X-Once"] = "once";
            context.Response.Cookies.Append("one", "1");
            context.Response.ContentType = isRaw ? "application/octet-stream" : "text/plain; charset=utf-8";
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(said.ToString()));
            await context.Response.Body.WriteAsync(body.ToArray());
        });
    }

    // The status, what the function has set, and the body.
    private static async Task<string> AskAsync(Uri address, SentRequest sent)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{sent.Head}\r\nHost: shop.example\r\nConnection: close\r\n\r\n"));
        await stream.WriteAsync(sent.Body);
        using var reply = new MemoryStream();
        await stream.CopyToAsync(reply);
        var text = Encoding.Latin1.GetString(reply.ToArray());
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = text[..end].Split("\r\n");
        var fields = head.Skip(1).Where(field => field.StartsWith("X-Once", StringComparison.OrdinalIgnoreCase) || field.StartsWith("Set-Cookie", StringComparison.OrdinalIgnoreCase)
            || field.StartsWith("Content-Type", StringComparison.OrdinalIgnoreCase)).Select(field => field.ToUpperInvariant()).Order(StringComparer.Ordinal);
        return $"{head[0].Split(' ')[1]} {string.Join(" | ", fields)}\n{text[(end + 4)..]}";
    }
}
