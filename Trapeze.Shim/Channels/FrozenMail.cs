using System.Net.Mail;
using System.Net.Mime;

namespace Trapeze.Shim.Channels;

/// <summary>Copies a mail, with what is attached, so that nothing which is done to the original once it has been judged can go out.</summary>
internal static class FrozenMail
{
    /// <exception cref="ArgumentException">A header would break out of its line, or there are more than <paramref name="maxSize"/> bytes.</exception>
    internal static async Task<MailMessage> OfAsync(MailMessage message, int maxSize, CancellationToken cancellation)
    {
        var room = maxSize - (2L * message.Body?.Length ?? 0);
        var frozen = new MailMessage
        {
            Body = message.Body,
            BodyEncoding = message.BodyEncoding,
            BodyTransferEncoding = message.BodyTransferEncoding,
            From = Checked(message.From)!,
            HeadersEncoding = message.HeadersEncoding,
            IsBodyHtml = message.IsBodyHtml,
            Priority = message.Priority,
            Sender = Checked(message.Sender)!,
            Subject = Line(message.Subject),
            SubjectEncoding = message.SubjectEncoding,
        };
        Copy(message.To, frozen.To);
        Copy(message.CC, frozen.CC);
        Copy(message.Bcc, frozen.Bcc);
        Copy(message.ReplyToList, frozen.ReplyToList);
        foreach (var name in message.Headers.AllKeys)
        {
            frozen.Headers.Add(Line(name), Line(message.Headers[name]));
        }

        foreach (var part in message.Attachments)
        {
            frozen.Attachments.Add(new Attachment(await CopyAsync(part), Type(part)) { Name = Line(part.Name), TransferEncoding = part.TransferEncoding });
        }

        foreach (var part in message.AlternateViews)
        {
            var view = new AlternateView(await CopyAsync(part), Type(part)) { TransferEncoding = part.TransferEncoding };
            foreach (var linked in part.LinkedResources)
            {
                view.LinkedResources.Add(new LinkedResource(await CopyAsync(linked), Type(linked)) { ContentId = Line(linked.ContentId) });
            }

            frozen.AlternateViews.Add(view);
        }

        return room >= 0 ? frozen : throw TooLarge(message);

        async Task<Stream> CopyAsync(AttachmentBase part)
        {
            var copy = new MemoryStream();
            var buffer = new byte[16 * 1024];
            while (await part.ContentStream.ReadAsync(buffer, cancellation) is > 0 and var length)
            {
                room -= length;
                if (room < 0)
                {
                    throw TooLarge(message);
                }

                await copy.WriteAsync(buffer.AsMemory(0, length), cancellation);
            }

            copy.Position = 0;
            return copy;
        }
    }

    private static ContentType Type(AttachmentBase part)
    {
        _ = Line(part.ContentType.ToString());
        return new ContentType(part.ContentType.ToString());
    }

    private static void Copy(MailAddressCollection from, MailAddressCollection to)
    {
        foreach (var address in from)
        {
            to.Add(Checked(address)!);
        }
    }

    private static MailAddress? Checked(MailAddress? address)
    {
        _ = Line(address?.Address);
        _ = Line(address?.DisplayName);
        return address;
    }

    private static string? Line(string? text) =>
        text?.Any(c => char.IsControl(c) || c is '\u2028' or '\u2029') is true
            ? throw new ArgumentException("a header would break out of its line", nameof(text))
            : text;

    private static ArgumentException TooLarge(MailMessage message) => new("the message is too large", nameof(message));
}
