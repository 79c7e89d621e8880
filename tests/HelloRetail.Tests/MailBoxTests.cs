using System.Net.Mail;
using HelloRetail.World;

namespace HelloRetail.Tests;

public sealed class MailBoxTests
{
    [Theory]
    [InlineData("Hello", "A line\r\n.a line that begins with a dot\r\n..two")]
    [InlineData("Grüße", "Käse = 50 %, und eine sehr lange Zeile, die länger ist als die sechsundsiebzig Zeichen, nach denen umgebrochen wird")]
    public async Task Mail_SentBySmtp_IsKeptAsItWas(string subject, string body)
    {
        using var folder = new DataFolder();
        await using (var mailBox = MailBox.Open(folder.Path, port: 0, TimeProvider.System))
        {
            using var smtp = new SmtpClient("127.0.0.1", mailBox.Port);
            using var mail = new MailMessage("a@example.org", "b@example.org", subject, body);
            await smtp.SendMailAsync(mail);

            var kept = Assert.Single(mailBox.Mails);
            Assert.Equal(("a@example.org", body), (kept.From, kept.Body));
            Assert.Equal(["b@example.org"], kept.To);
            Assert.Equal(subject, kept.Subject);
        }

        await using var reopened = MailBox.Open(folder.Path, port: 0, TimeProvider.System);
        Assert.Single(reopened.Mails);
    }
}
