using System.Net.Mail;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.Shim.Channels;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Channels;

public sealed class MailChannelTests : IAsyncLifetime
{
    private readonly Folder _folder = new();
    private readonly MailBox _box = new();
    private readonly MailBox _refusing = new() { Answer = "550 no such person: ann" };
    private readonly ShimHost _host;

    public MailChannelTests() => _host = ShimHost.Create(_folder.Path, $$"""
        trapeze: 1
        labels:
          public:
          secret: public
        callers:
          - anonymous: public
        channels:
          reply:    caller
          postcard: { smtp: "{{_box.Address}}", label: public }
          refusing: { smtp: "{{_refusing.Address}}", label: public }
          upward:   { smtp: "{{_box.Address}}", label: secret }
          web:      { http: "http://127.0.0.1:1/", label: public }
        functions:
          start: { on: POST /start }
        """, configure: builder => builder.Services.Configure<TrapezeOptions>(options => options.Channels = new ChannelOptions { MaxOut = 10_000 }));

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _box.Dispose();
        _refusing.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Send_AtALabelThatFlows_DeliversTheMail()
    {
        using var mail = Mail();
        mail.Bcc.Add("hidden@example.com");
        mail.Headers.Add("X-Own", "value");
        mail.Attachments.Add(new Attachment(new MemoryStream("attached text"u8.ToArray()), "note.txt", "text/plain"));
        await SendAsync("public", "postcard", mail);
        var (recipients, text) = Assert.Single(_box.Mails);
        Assert.Equal("<to@example.com>,<hidden@example.com>", recipients);
        Assert.Contains("X-Own: value", text, StringComparison.Ordinal);
        Assert.Contains("Subject: a subject", text, StringComparison.Ordinal);
        Assert.Contains("the body", text, StringComparison.Ordinal);
        Assert.Contains(Convert.ToBase64String("attached text"u8), text, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("secret", "postcard", "LabelDoesNotFlow")]
    [InlineData("public", "upward", "AnswerAboveLabel")]
    [InlineData("public", "web", "NoRule")]
    [InlineData("public", "missing", "NoRule")]
    public async Task Send_ThatThePolicyDoesNotAllow_IsRefusedAndNobodyIsCalled(string label, string channel, string reason)
    {
        using var mail = Mail();
        await Assert.ThrowsAsync<FlowRefusedException>(() => SendAsync(label, channel, mail));
        Assert.Equal(0, _box.Connections);
        Assert.Contains(_host.Audit(), entry => string.Equals(entry.Reason, reason, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Send_OfAnAttachmentThatRaisesWhileItIsRead_IsJudgedAtTheRaisedLabel()
    {
        using var mail = Mail();
        await _host.RunAsync("start", "public", async (services, activation) =>
        {
            mail.Attachments.Add(new Attachment(new Raising(() => activation.RaiseLabel(_host.Label("secret"))), "note.txt", "text/plain"));
            await Assert.ThrowsAsync<FlowRefusedException>(() => services.GetRequiredService<IChannels>().SendMailAsync("postcard", mail));
        });
        Assert.Equal(0, _box.Connections);
    }

    [Theory]
    [InlineData("x\r\nBcc: other@example.com")]
    [InlineData("x\nX: y")]
    [InlineData("x\u2028y")]
    public async Task Send_WithAHeaderThatBreaksOutOfItsLine_IsRefused(string value)
    {
        using var header = Mail();
        header.Headers["X-Own"] = value;
        await Assert.ThrowsAsync<ArgumentException>(() => SendAsync("public", "postcard", header));
        using var part = Mail();
        part.Attachments.Add(new Attachment(new MemoryStream([1]), "x") { Name = value });
        await Assert.ThrowsAsync<ArgumentException>(() => SendAsync("public", "postcard", part));
        Assert.Equal(0, _box.Connections);
    }

    [Fact]
    public async Task Send_OfMoreThanAllowed_IsRefused()
    {
        using var mail = Mail();
        mail.Attachments.Add(new Attachment(new MemoryStream(new byte[10_001]), "big"));
        await Assert.ThrowsAsync<ArgumentException>(() => SendAsync("public", "postcard", mail));
        Assert.Equal(0, _box.Connections);
    }

    [Fact]
    public async Task Send_ThatTheServerRefuses_SaysOnlyThatTheChannelFailed()
    {
        using var mail = Mail();
        var problem = await Assert.ThrowsAsync<SmtpException>(() => SendAsync("public", "refusing", mail));
        Assert.Equal(("the channel `refusing` failed", (Exception?)null), (problem.Message, problem.InnerException));
        Assert.Equal(SmtpStatusCode.GeneralFailure, problem.StatusCode);
    }

    private static MailMessage Mail() => new("from@example.com", "to@example.com", "a subject", "the body");

    private Task SendAsync(string label, string channel, MailMessage mail) =>
        _host.RunAsync("start", label, (services, _) => services.GetRequiredService<IChannels>().SendMailAsync(channel, mail));

    private sealed class Raising(Action raise) : MemoryStream("text"u8.ToArray())
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            raise();
            return base.ReadAsync(buffer, cancellationToken);
        }
    }
}
