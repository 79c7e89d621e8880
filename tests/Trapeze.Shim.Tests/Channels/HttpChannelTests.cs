using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.Shim.Channels;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Channels;

public sealed class HttpChannelTests : IAsyncLifetime, IDisposable
{
    private readonly Folder _folder = new();
    private Destination _destination = null!;
    private ShimHost _host = null!;

    public async Task InitializeAsync()
    {
        _destination = await Destination.StartAsync();
        _host = ShimHost.Create(_folder.Path, $$"""
            trapeze: 1
            labels:
              public:
              user(id): public
              secret:   user(*)
            callers:
              - anonymous: public
            channels:
              reply:    caller
              open:     { http: "{{_destination.Address}}", label: public }
              part:     { http: "{{_destination.Address}}part/", label: public }
              upward:   { http: "{{_destination.Address}}", label: secret }
              dropbox:  { http: "{{_destination.Address}}", label: secret, answers: public }
              mine:     { http: "{{_destination.Address}}", label: user($id), answers: public }
              nowhere:  { http: "http://127.0.0.1:1/", label: public }
              postcard: { smtp: "127.0.0.1:1", label: public }
            functions:
              start: { on: POST /start }
            """, configure: builder => builder.Services.Configure<TrapezeOptions>(options => options.Channels = new ChannelOptions { MaxOut = 1_000, MaxBack = 1_000 }));
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _destination.DisposeAsync();
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public Task Send_AtALabelThatFlows_ReachesTheDestinationAndBringsTheAnswerBack() => RunAsync("public", "open", async (client, _) =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "a/b?c=d") { Content = JsonContent.Create(new { x = 1 }) };
        request.Headers.Add("X-Own", "value");
        using var response = await client.SendAsync(request);
        Assert.Equal("answer", await response.Content.ReadAsStringAsync());
        var seen = Assert.Single(_destination.Requests);
        Assert.Equal(("PUT", "/a/b?c=d", "value", """{"x":1}"""), (seen.Method, seen.Target, seen.Headers["X-Own"], seen.Body));
        Assert.StartsWith("application/json", seen.Headers["Content-Type"], StringComparison.Ordinal);
    });

    [Fact]
    public async Task Send_AboveTheChannel_IsRefusedAndNothingGoesOut()
    {
        await RunAsync("secret", "open", async (client, _) =>
        {
            var refused = await Assert.ThrowsAsync<FlowRefusedException>(() => client.GetStringAsync(new Uri("x", UriKind.Relative)));
            Assert.Equal("refused by the flow policy: Send open", refused.Message);
        });
        Assert.Empty(_destination.Requests);
        Assert.Contains(_host.Audit(), entry => entry is { Rule: "Send", Subject: "open", Reason: "LabelDoesNotFlow", Label: "secret" });
    }

    [Fact]
    public async Task Send_WhenTheAnswerIsAboveTheLabel_IsRefusedAndNothingGoesOut()
    {
        await RunAsync("public", "upward", (client, _) => Assert.ThrowsAsync<FlowRefusedException>(() => client.GetStringAsync(new Uri("", UriKind.Relative))));
        Assert.Empty(_destination.Requests);
        await RunAsync("public", "dropbox", (client, _) => client.GetStringAsync(new Uri("", UriKind.Relative)));
        Assert.Single(_destination.Requests);
    }

    [Fact]
    public async Task Send_OfABodyThatRaisesWhileItIsWritten_IsJudgedAtTheRaisedLabel()
    {
        await RunAsync("public", "open", (client, activation) => Assert.ThrowsAsync<FlowRefusedException>(() =>
            client.PostAsync(new Uri("", UriKind.Relative), new Raising(activation, _host.Label("secret")))));
        Assert.Empty(_destination.Requests);
    }

    [Fact]
    public Task Send_AfterRaising_IsRefusedOnAClientMadeBefore() => RunAsync("public", "open", async (client, activation) =>
    {
        await client.GetStringAsync(new Uri("", UriKind.Relative));
        activation.RaiseLabel(_host.Label("secret"));
        await Assert.ThrowsAsync<FlowRefusedException>(() => client.GetStringAsync(new Uri("", UriKind.Relative)));
        Assert.Single(_destination.Requests);
    });

    [Theory]
    [InlineData("http://127.0.0.1:1/part/")]
    [InlineData("http://localhost:{port}/part/")]
    [InlineData("https://127.0.0.1:{port}/part/")]
    [InlineData("http://user:word@127.0.0.1:{port}/part/")]
    [InlineData("/")]
    [InlineData("/partial")]
    [InlineData("../other")]
    [InlineData("/part/../other")]
    [InlineData("/part/%2e%2e/other")]
    [InlineData("/part/..%2fother")]
    [InlineData("/part/x%2fother")]
    [InlineData("/part/x%5c..%5cother")]
    [InlineData("/part/..\\..\\other")]
    public async Task Send_ElsewhereThanTheChannel_IsRefused(string target)
    {
        var port = _destination.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var uri = new Uri(target.Replace("{port}", port, StringComparison.Ordinal), UriKind.RelativeOrAbsolute);
        await RunAsync("public", "part", (client, _) => Assert.ThrowsAsync<FlowRefusedException>(() => client.GetStringAsync(uri)));
        Assert.Empty(_destination.Requests);
        Assert.Contains(_host.Audit(), entry => entry is { Rule: "Send", Subject: "part", Reason: "NoRule" });
    }

    [Fact]
    public async Task Send_ElsewhereWithARawUri_IsRefused()
    {
        var raw = new Uri($"{_destination.Address}part/../other", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        await RunAsync("public", "part", (client, _) => Assert.ThrowsAsync<FlowRefusedException>(() => client.GetStringAsync(raw)));
        Assert.Empty(_destination.Requests);
    }

    [Fact]
    public Task Send_WithAnotherHostHeader_GoesOutWithTheChannelsOwn() => RunAsync("public", "open", async (client, _) =>
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "") { Headers = { Host = "other.example" } };
        using var response = await client.SendAsync(request);
        Assert.Equal(_destination.Address.Authority, Assert.Single(_destination.Requests).Headers["Host"]);
    });

    [Fact]
    public Task Send_Connect_IsRefused() => RunAsync("public", "open", (client, _) =>
        Assert.ThrowsAsync<FlowRefusedException>(() => client.SendAsync(new HttpRequestMessage(HttpMethod.Connect, ""))));

    [Fact]
    public Task Send_ThatIsRedirected_ReturnsTheRedirectAndFollowsNothing() => RunAsync("public", "open", async (client, _) =>
    {
        _destination.Answer = context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };
        using var response = await client.GetAsync(new Uri("", UriKind.Relative));
        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        Assert.Single(_destination.Requests);
    });

    [Fact]
    public Task Send_WithACookieSetAndATraceRunning_CarriesNeither() => RunAsync("public", "open", async (client, _) =>
    {
        _destination.Answer = context =>
        {
            context.Response.Cookies.Append("session", "of another");
            return Task.CompletedTask;
        };
        using var span = new Activity("the server's").SetIdFormat(ActivityIdFormat.W3C).Start();
        await client.GetStringAsync(new Uri("", UriKind.Relative));
        await client.GetStringAsync(new Uri("", UriKind.Relative));
        Assert.All(_destination.Requests, seen => Assert.DoesNotContain(seen.Headers.Keys, name => name is "Cookie" or "traceparent" or "Request-Id"));
        Assert.Equal(2, _destination.Requests.Count);
    });

    [Theory]
    [InlineData("missing")]
    [InlineData("postcard")]
    [InlineData("mine")]
    public Task Http_OfAChannelThatThePolicyDoesNotGive_IsRefused(string channel) => _host.RunAsync("start", "public", (services, _) =>
    {
        var channels = services.GetRequiredService<IChannels>();
        Assert.Equal($"refused by the flow policy: Send {channel}", Assert.Throws<FlowRefusedException>(() => channels.Http(channel)).Message);
        Assert.Contains(_host.Audit(), entry => string.Equals(entry.Subject, channel, StringComparison.Ordinal) && entry.Reason is "NoRule");
        return Task.CompletedTask;
    });

    [Fact]
    public Task Http_OfAFamily_IsTheChannelOfTheActivationsOwnMember() => RunAsync("user(ann)", "mine", async (client, activation) =>
    {
        await client.GetStringAsync(new Uri("", UriKind.Relative));
        activation.RaiseLabel(_host.Label("user(ann) & user(bob)"));
        await Assert.ThrowsAsync<FlowRefusedException>(() => client.GetStringAsync(new Uri("", UriKind.Relative)));
    });

    [Fact]
    public Task Send_ToADestinationThatIsNotThere_SaysOnlyThatTheChannelFailed() => RunAsync("public", "nowhere", async (client, _) =>
    {
        var problem = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetStringAsync(new Uri("", UriKind.Relative)));
        Assert.Equal(("the channel `nowhere` failed", (Exception?)null), (problem.Message, problem.InnerException));
    });

    [Fact]
    public Task Send_WithALargerAnswerThanAllowed_SaysOnlyThatTheChannelFailed() => RunAsync("public", "open", async (client, _) =>
    {
        _destination.Answer = context => context.Response.WriteAsync(new string('x', 1_001));
        var problem = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri("", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead));
        Assert.Equal("the channel `open` failed", problem.Message);
    });

    [Fact]
    public async Task Send_OfALargerBodyThanAllowed_SendsNothing()
    {
        await RunAsync("public", "open", (client, _) => Assert.ThrowsAsync<HttpRequestException>(() =>
            client.PostAsync(new Uri("", UriKind.Relative), new StringContent(new string('x', 1_001)))));
        Assert.Empty(_destination.Requests);
    }

    [Fact]
    public async Task FrozenRequest_OfAnArrayThatChangesLater_KeepsWhatWasThere()
    {
        var body = "before"u8.ToArray();
        using var request = new HttpRequestMessage(HttpMethod.Post, _destination.Address) { Content = new ByteArrayContent(body) };
        request.Headers.Add("X-Own", "before");
        using var frozen = await FrozenRequest.OfAsync(request, _destination.Address, 1_000, CancellationToken.None);
        "after!"u8.CopyTo(body);
        request.Headers.Remove("X-Own");
        Assert.Equal("before", Encoding.UTF8.GetString(await frozen.Content!.ReadAsByteArrayAsync()));
        Assert.Equal("before", Assert.Single(frozen.Headers.GetValues("X-Own")));
    }

    private Task RunAsync(string label, string channel, Func<HttpClient, Activation, Task> body) => _host.RunAsync("start", label, async (services, activation) =>
    {
        using var client = services.GetRequiredService<IChannels>().Http(channel);
        await body(client, activation);
    });

    private sealed class Raising(Activation activation, Core.Labels.Label to) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            activation.RaiseLabel(to);
            await stream.WriteAsync("what is there"u8.ToArray());
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
