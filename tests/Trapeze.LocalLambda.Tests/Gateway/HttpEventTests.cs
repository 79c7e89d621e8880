using System.Text;
using System.Text.Json.Nodes;

namespace Trapeze.LocalLambda.Tests.Gateway;

/// <summary>The events that fronts make of requests, as AWS documents them.</summary>
public sealed class HttpEventTests
{
    private const string Request =
        """
        GET /a%2Fb/c%20d?x=1&y=%C3%A9+z&x=2&flag HTTP/1.1
        Host: shop.example.com
        X-Twice: one
        X-Twice: two
        Cookie: a=1; b=2
        User-Agent: tests
        """;

    [Fact]
    public async Task HttpApi_IsPayload2()
    {
        await using var stage = await Stage.StartAsync(routes: ["GET /{first}/{rest+}"]);
        await RawClient.SendAsync(stage.Address(HttpShape.HttpApi), Request);

        var made = stage.Event;
        Assert.Equal("2.0", Text(made, "version"));
        Assert.Equal("GET /{first}/{rest+}", Text(made, "routeKey"));
        Assert.Equal("/a/b/c d", Text(made, "rawPath"));
        Assert.Equal("x=1&y=%C3%A9+z&x=2&flag", Text(made, "rawQueryString"));
        Assert.Equal("""["a=1","b=2"]""", made["cookies"]!.ToJsonString());
        Assert.Equal("one,two", Text(made["headers"]!, "x-twice"));
        Assert.Null(made["headers"]!["cookie"]);
        Assert.Equal("127.0.0.1", Text(made["headers"]!, "x-forwarded-for"));
        Assert.Equal("https", Text(made["headers"]!, "x-forwarded-proto"));
        Assert.Equal("""{"x":"1,2","y":"\u00E9 z","flag":""}""", made["queryStringParameters"]!.ToJsonString());
        Assert.Equal("""{"first":"a/b","rest":"c d"}""", made["pathParameters"]!.ToJsonString());
        Assert.Equal("GET", Text(made["requestContext"]!["http"]!, "method"));
        Assert.Equal("shop.example.com", Text(made["requestContext"]!, "domainName"));
        Assert.Equal("$default", Text(made["requestContext"]!, "stage"));
        Assert.Null(made["body"]);
        Assert.False((bool)made["isBase64Encoded"]!);
    }

    [Fact]
    public async Task HttpApi_WithANamedStage_HasItInThePath()
    {
        await using var stage = await Stage.StartAsync(options: new LocalCloudOptions { Stage = "dev" }, routes: ["GET /x"]);

        Assert.StartsWith("HTTP/1.1 200 ", await RawClient.SendAsync(stage.Address(HttpShape.HttpApi), "GET /dev/x HTTP/1.1"), StringComparison.Ordinal);
        Assert.Equal(("/dev/x", "dev"), (Text(stage.Event, "rawPath"), Text(stage.Event["requestContext"]!, "stage")));
        Assert.StartsWith("HTTP/1.1 404 ", await RawClient.SendAsync(stage.Address(HttpShape.HttpApi), "GET /x HTTP/1.1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FunctionUrl_IsPayload2_WithCookiesInBothPlaces()
    {
        await using var stage = await Stage.StartAsync();
        await RawClient.SendAsync(stage.Address(HttpShape.FunctionUrl), Request);

        Assert.Equal("$default", Text(stage.Event, "routeKey"));
        Assert.Equal("""["a=1","b=2"]""", stage.Event["cookies"]!.ToJsonString());
        Assert.Equal("a=1; b=2", Text(stage.Event["headers"]!, "cookie"));
    }

    [Fact]
    public async Task RestApi_IsThePayloadOfTheProxyIntegration()
    {
        await using var stage = await Stage.StartAsync(routes: ["GET /{first}/{rest+}"]);
        await RawClient.SendAsync(stage.Address(HttpShape.RestApi), Request);

        var made = stage.Event;
        Assert.Equal("/{first}/{rest+}", Text(made, "resource"));
        Assert.Equal("/a%2Fb/c%20d", Text(made, "path"));
        Assert.Equal("GET", Text(made, "httpMethod"));
        Assert.Equal("two", Text(made["headers"]!, "X-Twice"));
        Assert.Equal("""["one","two"]""", made["multiValueHeaders"]!["X-Twice"]!.ToJsonString());
        Assert.Equal("a=1; b=2", Text(made["headers"]!, "Cookie"));
        Assert.Equal("""{"x":"2","y":"\u00E9 z","flag":""}""", made["queryStringParameters"]!.ToJsonString());
        Assert.Equal("""{"x":["1","2"],"y":["\u00E9 z"],"flag":[""]}""", made["multiValueQueryStringParameters"]!.ToJsonString());
        Assert.Equal("""{"first":"a/b","rest":"c d"}""", made["pathParameters"]!.ToJsonString());
        Assert.Equal("prod", Text(made["requestContext"]!, "stage"));
        Assert.Null(made["body"]);
    }

    [Fact]
    public async Task LoadBalancer_DecodesNothing()
    {
        await using var stage = await Stage.StartAsync();
        await RawClient.SendAsync(stage.Address(HttpShape.LoadBalancer), Request);

        var made = stage.Event;
        Assert.Equal("/a%2Fb/c%20d", Text(made, "path"));
        Assert.Equal("two", Text(made["headers"]!, "x-twice"));
        Assert.Equal("""{"x":"2","y":"%C3%A9\u002Bz","flag":""}""", made["queryStringParameters"]!.ToJsonString());
        Assert.Null(made["multiValueHeaders"]);
        Assert.Equal("", Text(made, "body"));
        Assert.NotNull(made["requestContext"]!["elb"]!["targetGroupArn"]);
    }

    [Fact]
    public async Task LoadBalancer_WithMultiValue_HasThoseOnly()
    {
        await using var stage = await Stage.StartAsync();
        await RawClient.SendAsync(stage.Address(HttpShape.LoadBalancerMultiValue), Request);

        Assert.Equal("""["one","two"]""", stage.Event["multiValueHeaders"]!["x-twice"]!.ToJsonString());
        Assert.Equal("""{"x":["1","2"],"y":["%C3%A9\u002Bz"],"flag":[""]}""", stage.Event["multiValueQueryStringParameters"]!.ToJsonString());
        Assert.Null(stage.Event["headers"]);
        Assert.Null(stage.Event["queryStringParameters"]);
    }

    [Theory]
    [InlineData(HttpShape.HttpApi, "application/json", false)]
    [InlineData(HttpShape.HttpApi, "text/plain; charset=utf-8", false)]
    [InlineData(HttpShape.HttpApi, "application/x-www-form-urlencoded", true)]
    [InlineData(HttpShape.LoadBalancer, "application/json", false)]
    [InlineData(HttpShape.LoadBalancer, "application/octet-stream", true)]
    [InlineData(HttpShape.FunctionUrl, "image/png", true)]
    [InlineData(HttpShape.RestApi, "application/json", true)]
    public async Task Body_IsText_WhereItsTypeSaysSo(HttpShape shape, string type, bool isBase64)
    {
        await using var stage = await Stage.StartAsync();
        await RawClient.SendAsync(stage.Address(shape), $"POST / HTTP/1.1\r\nContent-Type: {type}", "é"u8.ToArray());

        Assert.Equal(isBase64, (bool)stage.Event["isBase64Encoded"]!);
        Assert.Equal(isBase64 ? "w6k=" : "é", Text(stage.Event, "body"));
    }

    [Theory]
    [InlineData(HttpShape.HttpApi)]
    [InlineData(HttpShape.RestApi)]
    [InlineData(HttpShape.LoadBalancerMultiValue)]
    [InlineData(HttpShape.FunctionUrl)]
    public async Task Body_OfEveryByte_Arrives(HttpShape shape)
    {
        var body = Enumerable.Range(0, 256).Select(number => (byte)number).ToArray();
        await using var stage = await Stage.StartAsync();
        await RawClient.SendAsync(stage.Address(shape), "POST / HTTP/1.1\r\nContent-Type: text/plain", body);

        Assert.Equal(body, Convert.FromBase64String(Text(stage.Event, "body")));
    }

    [Fact]
    public async Task Body_InChunks_IsPutTogether()
    {
        await using var stage = await Stage.StartAsync();
        using var client = new HttpClient();
        using var content = new StringContent("in chunks", Encoding.UTF8, "text/plain");
        using var request = new HttpRequestMessage(HttpMethod.Post, stage.Address(HttpShape.HttpApi)) { Content = content };
        request.Headers.TransferEncodingChunked = true;
        using var answer = await client.SendAsync(request);

        Assert.Equal("in chunks", Text(stage.Event, "body"));
        Assert.Null(stage.Event["headers"]!["transfer-encoding"]);
    }

    [Theory]
    [InlineData("GET /products/1", "GET /products/{id}")]
    [InlineData("GET /products/new", "GET /products/new")]
    [InlineData("PUT /products/new", "ANY /products/new")]
    [InlineData("GET /products/1/pictures/2", "GET /products/{rest+}")]
    [InlineData("GET /else", "$default")]
    public async Task Route_IsTheMostSpecific(string request, string route)
    {
        await using var stage = await Stage.StartAsync(routes: ["$default", "GET /products/{rest+}", "ANY /products/new", "GET /products/{id}", "GET /products/new"]);
        await RawClient.SendAsync(stage.Address(HttpShape.HttpApi), $"{request} HTTP/1.1");

        Assert.Equal(route, Text(stage.Event, "routeKey"));
    }

    [Theory]
    [InlineData(HttpShape.HttpApi, 404)]
    [InlineData(HttpShape.RestApi, 403)]
    public async Task Route_ThatIsNone_ReachesNobody(HttpShape shape, int status)
    {
        await using var stage = await Stage.StartAsync(routes: ["GET /there"]);

        Assert.StartsWith($"HTTP/1.1 {status} ", await RawClient.SendAsync(stage.Address(shape), "GET /elsewhere HTTP/1.1"), StringComparison.Ordinal);
        Assert.Equal("", stage.Seen);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked")]
    [InlineData("GET / HTTP/1.1\r\nNo field")]
    [InlineData("GET /")]
    [InlineData("G(T / HTTP/1.1")]
    [InlineData("GET / HTTP/1.1\r\nContent-Length: -1")]
    public async Task Request_ThatIsNone_ReachesNobody(string head)
    {
        await using var stage = await Stage.StartAsync();

        Assert.StartsWith("HTTP/1.1 400 ", await RawClient.SendAsync(stage.Address(HttpShape.HttpApi), head), StringComparison.Ordinal);
        Assert.Equal("", stage.Seen);
    }

    private static string Text(JsonNode node, string name) => (string)node[name]!;
}
