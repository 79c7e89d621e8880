using HelloRetail.World;

namespace HelloRetail.Hosting;

/// <summary>The services that the shop talks to: mail, pictures, cards. Each on a free port of loopback.</summary>
public sealed class OutsideWorld : IAsyncDisposable
{
    private OutsideWorld(MailBox mailBox, WorldService pictures, WorldService cards)
    {
        MailBox = mailBox;
        Pictures = pictures;
        Cards = cards;
    }

    public MailBox MailBox { get; }

    public WorldService Pictures { get; }

    public WorldService Cards { get; }

    public static async Task<OutsideWorld> StartAsync(string folder, int seed, TimeProvider time) => new(
        MailBox.Open(Path.Combine(folder, "mail"), port: 0, time), await PictureSite.StartAsync(port: 0), await CardCompany.StartAsync(port: 0, seed));

    public async ValueTask DisposeAsync()
    {
        await MailBox.DisposeAsync();
        await Pictures.DisposeAsync();
        await Cards.DisposeAsync();
    }
}
