namespace Trapeze.LocalLambda.Tests.Gateway;

/// <summary>What fronts make of functions' answers.</summary>
public sealed class HttpAnswerTests
{
    private const string Cookies = """{"statusCode":201,"headers":{"x":"1"},"multiValueHeaders":{"X-Many":["a","b"],"Set-Cookie":["c=1","d=2"]},"cookies":["c=1","d=2"],"body":"hello"}""";

    [Theory]
    [InlineData(HttpShape.HttpApi, "x: 1", "Content-Type: text/plain;charset=UTF-8", "Set-Cookie: c=1", "Set-Cookie: d=2")]
    [InlineData(HttpShape.FunctionUrl, "x: 1", "Content-Type: application/json", "Set-Cookie: c=1", "Set-Cookie: d=2")]
    [InlineData(HttpShape.RestApi, "x: 1", "Content-Type: application/json", "X-Many: a", "X-Many: b", "Set-Cookie: c=1", "Set-Cookie: d=2")]
    [InlineData(HttpShape.LoadBalancer, "x: 1")]
    [InlineData(HttpShape.LoadBalancerMultiValue, "X-Many: a", "X-Many: b", "Set-Cookie: c=1", "Set-Cookie: d=2")]
    public async Task Fields_AreThoseOfTheShape(HttpShape shape, params string[] fields)
    {
        var answer = await AnswerAsync(shape, Cookies);

        Assert.StartsWith("HTTP/1.1 201 ", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\nhello", answer, StringComparison.Ordinal);
        Assert.Equal(fields.Order(StringComparer.Ordinal), FieldsOf(answer));
    }

    [Theory]
    [InlineData("""{"hello":1}""", """{"hello":1}""")]
    [InlineData("\"hello\"", "hello")]
    [InlineData("[1]", "[1]")]
    public async Task Plain_IsTheBody_ForPayload2(string answer, string body)
    {
        var got = await AnswerAsync(HttpShape.HttpApi, answer);

        Assert.StartsWith("HTTP/1.1 200 ", got, StringComparison.Ordinal);
        Assert.Equal(["Content-Type: application/json"], FieldsOf(got));
        Assert.EndsWith($"\r\n\r\n{body}", got, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"hello":1}""")]
    [InlineData("\"hello\"")]
    [InlineData("""{"statusCode":"x"}""")]
    [InlineData("""{"statusCode":99}""")]
    [InlineData("""{"statusCode":200,"body":{}}""")]
    [InlineData("""{"statusCode":200,"body":"?","isBase64Encoded":true}""")]
    [InlineData("""{"statusCode":200,"headers":{"a b":"1"}}""")]
    [InlineData("""{"statusCode":200,"headers":{"a":"1\r\nb: 2"}}""")]
    [InlineData("""{"statusCode":200,"headers":[]}""")]
    [InlineData("no json")]
    public async Task Malformed_IsABadGateway(string answer)
    {
        Assert.StartsWith("HTTP/1.1 502 ", await AnswerAsync(HttpShape.RestApi, answer), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 502 ", await AnswerAsync(HttpShape.LoadBalancer, answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpShape.HttpApi)]
    [InlineData(HttpShape.RestApi)]
    [InlineData(HttpShape.LoadBalancer)]
    public async Task Base64_IsDecoded(HttpShape shape)
    {
        var answer = await AnswerAsync(shape, """{"statusCode":200,"body":"AP8=","isBase64Encoded":true}""");

        Assert.EndsWith("\r\n\r\n\0ÿ", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpShape.HttpApi, "WWW-Authenticate: Bearer")]
    [InlineData(HttpShape.RestApi, "x-amzn-Remapped-WWW-Authenticate: Bearer")]
    public async Task Challenge_HasAnotherName_BehindTheRestApi(HttpShape shape, string field)
    {
        var answer = await AnswerAsync(shape, """{"statusCode":401,"headers":{"WWW-Authenticate":"Bearer","content-type":"text/plain"}}""");

        Assert.Equal(["content-type: text/plain", field], FieldsOf(answer).Order(StringComparer.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(HttpShape.HttpApi, 500)]
    [InlineData(HttpShape.RestApi, 502)]
    [InlineData(HttpShape.LoadBalancer, 502)]
    [InlineData(HttpShape.FunctionUrl, 502)]
    public async Task FunctionError_SaysNothingOfIt(HttpShape shape, int status)
    {
        await using var cloud = await LocalCloud.StartAsync(new LocalCloudOptions { Functions = [new LocalFunction { Name = "f", Timeout = TimeSpan.FromMinutes(1) }], Routes = [new LocalRoute("$default", "f")] });
        await using var instance = cloud.Attach("f");
        using var runtime = new RuntimeClient(instance.RuntimeApi);

        var answer = RawClient.SendAsync(shape == HttpShape.FunctionUrl ? cloud.FunctionUrl("f") : cloud.Address(shape), "GET / HTTP/1.1");
        await runtime.FailAsync((await runtime.NextAsync()).Id, """{"errorType":"E","errorMessage":"a secret"}""");

        Assert.StartsWith($"HTTP/1.1 {status} ", await answer, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", await answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HttpShape.HttpApi, 503)]
    [InlineData(HttpShape.RestApi, 504)]
    public async Task Front_DoesNotWaitForEver(HttpShape shape, int status)
    {
        await using var cloud = await LocalCloud.StartAsync(new LocalCloudOptions
        {
            Functions = [new LocalFunction { Name = "f", Timeout = TimeSpan.FromMinutes(1) }],
            Routes = [new LocalRoute("$default", "f")],
            GatewayTimeout = TimeSpan.FromMilliseconds(100),
        });

        Assert.StartsWith($"HTTP/1.1 {status} ", await RawClient.SendAsync(cloud.Address(shape), "GET / HTTP/1.1"), StringComparison.Ordinal);
    }

    private static async Task<string> AnswerAsync(HttpShape shape, string answer)
    {
        await using var stage = await Stage.StartAsync(answer);
        return await RawClient.SendAsync(stage.Address(shape), "GET / HTTP/1.1");
    }

    private static IEnumerable<string> FieldsOf(string answer) => answer.Split("\r\n\r\n")[0].Split("\r\n").Skip(1)
        .Where(field => !field.StartsWith("Content-Length:", StringComparison.Ordinal) && field != "Connection: close").Order(StringComparer.Ordinal);
}
