using System.Net.Mail;
using Trapeze.Shim.Channels;
using Trapeze.Shim.Events;

namespace HelloRetail.Workflows;

/// <summary>Photos, step 4: the postcard to the photographer, at the label of mail.</summary>
public sealed class MailPhotographer(IChannels channels) : IEventFunction
{
    public async Task RunAsync(EventMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var notice = message.Read<Released<Notice>>().Value;
        using var mail = new MailMessage("shop@hello-retail.example", $"{notice.Photographer}@photographers.example")
        {
            Subject = (notice.Wanted ? "Photo wanted: " : "Photo no longer wanted: ") + notice.Request,
            Body = notice.Wanted
                ? $"A parcel marked {notice.Request} is on its way to you. Please photograph what is in it and upload the picture under that number."
                : $"Please send the parcel marked {notice.Request} back. Somebody else will take the picture.",
        };
        await channels.SendMailAsync("mail", mail, cancellationToken);
    }
}
