using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;

namespace Trapeze.Shim.Tests.Guard;

public sealed class PipelineTests
{
    [Fact]
    public async Task MinimalApi_BindsBodiesFormsAndFiles()
    {
        await using var host = await GuardHost.StartAsync(app =>
        {
            app.MapPost("/plain/{*rest}", (string rest, Item item) => new Item(item.Name + rest, item.Price + 1));
            app.MapPost("/plain", async (HttpRequest request) =>
            {
                var form = await request.ReadFormAsync();
                using var reader = new StreamReader(form.Files["picture"]!.OpenReadStream());
                return $"{form["title"]} {form.Files.Count} {await reader.ReadToEndAsync()}";
            });
            app.MapPut("/plain", (IFormFile picture) => picture.Length).DisableAntiforgery();
        });
        using var form = new MultipartFormDataContent { { new StringContent("sea"), "title" }, { new StringContent("bits"), "picture", "sea.jpg" } };
        using var file = new MultipartFormDataContent { { new StringContent("bits"), "picture", "sea.jpg" } };

        using var json = await host.SendAsync(HttpMethod.Post, "/plain/!", content: JsonContent.Create(new Item("thing", 9)));
        using var uploaded = await host.SendAsync(HttpMethod.Post, "/plain", content: form);
        using var bound = await host.SendAsync(HttpMethod.Put, "/plain", content: file);
        using var broken = await host.SendAsync(HttpMethod.Post, "/plain/!", content: new StringContent("{", Encoding.UTF8, "application/json"));

        Assert.Equal(new Item("thing!", 10), await json.Content.ReadFromJsonAsync<Item>());
        Assert.Equal("sea 1 bits", await uploaded.Content.ReadAsStringAsync());
        Assert.Equal("4", await bound.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, broken.StatusCode);
    }

    [Fact]
    [Trait("Needs", "its assembly's file")]
    public async Task Controllers_BindAndAnswer()
    {
        await using var host = await GuardHost.StartAsync(
            app => app.MapControllers(),
            build: builder => builder.Services.AddControllers().AddApplicationPart(typeof(ItemsController).Assembly));

        using var read = await host.GetAsync("/items/7?page=2", GuardHost.Mint.Of("client"));
        using var written = await host.SendAsync(HttpMethod.Post, "/items/7", content: JsonContent.Create(new Item("thing", 9)));
        using var invalid = await host.SendAsync(HttpMethod.Post, "/items/7", content: JsonContent.Create(new { }));

        Assert.Equal("7 2 client(alice)", await read.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.Created, written.StatusCode);
        Assert.Equal(new Item("thing", 10), await written.Content.ReadFromJsonAsync<Item>());
        Assert.Equal(HttpStatusCode.BadRequest, invalid.StatusCode);
    }

    [Fact]
    public async Task PlainMiddleware_RunsUnderTheFunctionOfItsPath()
    {
        await using var host = await GuardHost.StartAsync(app => app.Run(context =>
            context.Response.WriteAsync(context.RequestServices.GetRequiredService<Activation>().Function + context.Request.Path)));

        using var named = await host.GetAsync("/items/7");
        using var unnamed = await host.GetAsync("/elsewhere");

        Assert.Equal("items/items/7", await named.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.NotFound, unnamed.StatusCode);
    }

    [Fact]
    public async Task Compression_BehindTheGuard_Compresses()
    {
        await using var host = await GuardHost.StartAsync(
            app =>
            {
                app.UseResponseCompression();
                app.MapGet("/plain", () => new string('x', 5000));
            },
            build: builder => builder.Services.AddResponseCompression());
        using var request = new HttpRequestMessage(HttpMethod.Get, "/plain");
        request.Headers.AcceptEncoding.ParseAdd("gzip");

        using var reply = await host.Client.SendAsync(request);

        Assert.Equal("gzip", reply.Content.Headers.ContentEncoding.Single());
        Assert.InRange((await reply.Content.ReadAsByteArrayAsync()).Length, 1, 500);
    }

    [Theory]
    [InlineData("before")]
    [InlineData("after")]
    [InlineData("async")]
    public async Task Exception_IsAConstant_AndNothingOfTheReplyGoesOut(string when)
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", async (HttpContext context) =>
        {
            if (when != "before")
            {
                context.Response.Headers["X-Half"] = "1";
                context.Response.Cookies.Append("half", "1");
                await context.Response.WriteAsync("half");
                await context.Response.Body.FlushAsync();
            }

            if (when == "async")
            {
                await Task.Yield();
            }

            throw new InvalidOperationException("not for the caller");
        }));

        var answer = RawClient.Constant(await RawClient.AskAsync(host.Address, "GET /plain HTTP/1.1"));

        Assert.Equal(
            "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 71\r\nConnection: close\r\nContent-Type: application/problem+json\r\nDate: …\r\nServer: Kestrel\r\nTrapeze-Activation: …\r\n\r\n"
            + """{"type":"urn:trapeze:fault","title":"the function failed","status":500}""",
            answer);
    }

    [Fact]
    public async Task Abort_EndsTheConnection()
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", (HttpContext context) => context.Abort()));

        await Assert.ThrowsAsync<HttpRequestException>(() => host.GetAsync("/plain"));
    }

    [Fact]
    public async Task Callbacks_RunAroundTheReply_AndTheScopeEndsAfterThem()
    {
        var events = new List<string>();
        var ended = new TaskCompletionSource();
        await using var host = await GuardHost.StartAsync(
            app => app.MapGet("/plain", (HttpContext context, Probe probe) =>
            {
                probe.OnDispose = () =>
                {
                    events.Add("disposed");
                    ended.SetResult();
                };
                context.Response.OnStarting(() => Note("starting 1"));
                context.Response.OnStarting(() => Note("starting 2"));
                context.Response.OnCompleted(() => Note("completed 1"));
                context.Response.OnCompleted(() => Note("completed 2"));
                events.Add("handler");
                return "reply";
            }),
            build: builder => builder.Services.AddScoped<Probe>());

        using var reply = await host.GetAsync("/plain");
        await ended.Task;

        Assert.Equal(["handler", "starting 2", "starting 1", "completed 2", "completed 1", "disposed"], events);

        Task Note(string what)
        {
            events.Add(what);
            return Task.CompletedTask;
        }
    }

    [Theory]
    [InlineData("HEAD", 200, 5, "")]
    [InlineData("GET", 200, 5, "hello")]
    public async Task Head_HasTheLengthAndNoBody(string method, int status, int length, string body)
    {
        await using var host = await GuardHost.StartAsync(app => app.MapMethods("/plain", ["GET", "HEAD"], () => "hello"));

        using var reply = await host.SendAsync(new HttpMethod(method), "/plain");

        Assert.Equal(status, (int)reply.StatusCode);
        Assert.Equal(length, reply.Content.Headers.ContentLength);
        Assert.Equal(body, await reply.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData(204, "", 204)]
    [InlineData(304, "", 304)]
    [InlineData(204, "body", 500)]
    [InlineData(201, "body", 201)]
    public async Task StatusesWithoutBody_HaveNone(int status, string body, int expected)
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", (HttpContext context) =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        }));

        using var reply = await host.GetAsync("/plain");

        Assert.Equal(expected, (int)reply.StatusCode);
    }

    [Fact]
    public async Task ContentLength_ThatIsNotKept_IsAFault()
    {
        await using var host = await GuardHost.StartAsync(app => app.MapGet("/plain", (HttpContext context) =>
        {
            context.Response.ContentLength = 100;
            return context.Response.WriteAsync("short");
        }));

        using var reply = await host.GetAsync("/plain");

        Assert.Equal(HttpStatusCode.InternalServerError, reply.StatusCode);
    }

    [Fact]
    [Trait("Needs", "its assembly's file")]
    public async Task SynchronousWritesAndFiles_Work()
    {
        var file = typeof(PipelineTests).Assembly.Location;
        await using var host = await GuardHost.StartAsync(app =>
        {
            app.MapGet("/plain", (HttpContext context) => context.Response.Body.Write("synchronous"u8));
            app.MapGet("/plain/{*rest}", () => Results.File(file, enableRangeProcessing: true));
        });
        using var range = new HttpRequestMessage(HttpMethod.Get, "/plain/file");
        range.Headers.Range = new System.Net.Http.Headers.RangeHeaderValue(10, 19);

        using var written = await host.GetAsync("/plain");
        using var sent = await host.GetAsync("/plain/file");
        using var part = await host.Client.SendAsync(range);

        Assert.Equal("synchronous", await written.Content.ReadAsStringAsync());
        Assert.Equal(await File.ReadAllBytesAsync(file), await sent.Content.ReadAsByteArrayAsync());
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal((await File.ReadAllBytesAsync(file))[10..20], await part.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task Ambient_IsTheFunctionsOwn()
    {
        await using var host = await GuardHost.StartAsync(
            app => app.MapGet("/plain", (HttpContext context, IHttpContextAccessor accessor) =>
                $"{ReferenceEquals(accessor.HttpContext, context)} {CultureInfo.CurrentCulture.NumberFormat.NumberDecimalSeparator} {System.Diagnostics.Activity.Current is null} {context.TraceIdentifier == context.Connection.Id} {context.Items.ContainsKey("private")} {context.Features.Get<IHttpUpgradeFeature>() is null}"),
            build: builder => builder.Services.AddHttpContextAccessor(),
            before: app => app.Use(async (context, next) =>
            {
                var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
                comma.NumberFormat.NumberDecimalSeparator = ",";
                CultureInfo.CurrentCulture = comma;
                context.Items["private"] = "to the server";
                await next(context);
                context.RequestServices.GetRequiredService<IHttpContextAccessor>().HttpContext!.Response.Headers["X-Same"] =
                    ReferenceEquals(context.RequestServices.GetRequiredService<IHttpContextAccessor>().HttpContext, context).ToString();
            }));

        using var reply = await host.GetAsync("/plain");

        Assert.Equal("True , True True False True", await reply.Content.ReadAsStringAsync());
        Assert.Equal("True", reply.Headers.GetValues("X-Same").Single());
    }

    [Fact]
    public async Task Authorization_OfEndpoints_RunsBehindTheGuard()
    {
        await using var host = await GuardHost.StartAsync(app =>
        {
            app.MapGet("/plain", () => "for the known").RequireAuthorization();
            app.MapGet("/items", () => "for owners").RequireAuthorization(policy => policy.RequireClaim("role", "owner"));
        });

        using var anonymous = await host.GetAsync("/plain");
        using var known = await host.GetAsync("/plain", GuardHost.Mint.Of("client"));
        using var wrong = await host.GetAsync("/items", GuardHost.Mint.Of("client"));
        using var right = await host.GetAsync("/items", GuardHost.Mint.Of("owner"));

        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.OK, right.StatusCode);
    }

    [Fact]
    public async Task Session_Works()
    {
        await using var host = await GuardHost.StartAsync(
            app =>
            {
                app.UseSession();
                app.MapGet("/plain", (HttpContext context) =>
                {
                    context.Session.SetInt32("visits", (context.Session.GetInt32("visits") ?? 0) + 1);
                    return context.Session.GetInt32("visits");
                });
            },
            build: builder => builder.Services.AddDistributedMemoryCache().AddSession());

        using var first = await host.GetAsync("/plain");
        using var again = new HttpRequestMessage(HttpMethod.Get, "/plain");
        again.Headers.Add("Cookie", first.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);
        using var second = await host.Client.SendAsync(again);

        Assert.Equal("2", await second.Content.ReadAsStringAsync());
    }
}
