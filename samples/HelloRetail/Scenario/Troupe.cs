using HelloRetail.Hosting;
using HelloRetail.People;
using HelloRetail.World;

namespace HelloRetail.Scenario;

/// <summary>The people of the scenario, each with a token and a connection to the shop; nothing else of the shop is within their reach.</summary>
public sealed class Troupe : IDisposable
{
    private readonly Uri _shop;
    private readonly DevelopmentTokens _tokens;
    private readonly Journal _journal;
    private readonly ShopClient _nobody;
    private readonly Dictionary<Person, ShopClient> _withCard;

    public Troupe(ShopHost shop, Desk desk, Journal journal, TimeProvider time)
        : this(shop?.Address ?? throw new ArgumentNullException(nameof(shop)), shop.Tokens, shop.IsGuarded, desk, journal, time)
    {
    }

    /// <summary>The people of a shop that is somewhere else.</summary>
    public Troupe(Uri shop, DevelopmentTokens tokens, bool isGuarded, Desk desk, Journal journal, TimeProvider time)
    {
        _shop = shop;
        _tokens = tokens;
        IsGuarded = isGuarded;
        _journal = journal;
        Desk = desk;
        Time = time;
        (Owen, Alice, Bob) = (Join(Cast.Owen), Join(Cast.Alice), Join(Cast.Bob));
        (Peter, Paul) = (Join(Cast.Peter), Join(Cast.Paul));
        _nobody = new ShopClient(_shop, token: null, new Person("nobody", "no token", Role.Client), journal);
        _withCard = new[] { Cast.Alice, Cast.Bob }.ToDictionary(person => person, person => Join(person, cardAtHand: true));
    }

    public ShopClient Owen { get; }

    public ShopClient Alice { get; }

    public ShopClient Bob { get; }

    public ShopClient Peter { get; }

    public ShopClient Paul { get; }

    public bool IsGuarded { get; }

    /// <summary>The developer's window on the world: mail and audit.</summary>
    public Desk Desk { get; }

    public IMailReader MailBox => Desk;

    public TimeProvider Time { get; }

    public IReadOnlyList<ShopClient> Everyone => [Owen, Alice, Bob, Peter, Paul];

    public ShopClient WithCardAtHand(Person person) => _withCard[person];

    /// <summary>A connection for a person; the caller closes it.</summary>
    public ShopClient Join(Person person, bool cardAtHand = false) => new(_shop, _tokens.Sign(person, cardAtHand), person, _journal);

    /// <summary>A connection with a token that nobody signed, or signed wrongly.</summary>
    public ShopClient JoinWith(string token, Person person) => new(_shop, token, person, _journal);

    /// <summary>What each of them, and somebody without a token, sees on the shelf.</summary>
    public async Task<IReadOnlyList<View>> LookAsync()
    {
        var views = new List<View>();
        foreach (var client in Everyone.Append(_nobody))
        {
            views.Add(new View(client.Person.Name, await client.CategoriesAsync(), await client.ProductsAsync()));
        }

        return views;
    }

    /// <summary>Waits until the card is kept, seen by the one who may: the client with the card at hand.</summary>
    public Task CardStoredAsync(Person person) => Patience.UntilAsync(
        "the card", () => _withCard[person].AskAsync(HttpMethod.Get, "card"), answer => answer.Status == StatusCodes.Status200OK, Time);

    /// <summary>GET /card with every kind of token.</summary>
    public async Task<IReadOnlyList<(string Who, Answer Answer)>> OpenWalletsAsync()
    {
        var answers = new List<(string, Answer)>();
        foreach (var (who, client) in new[]
                 {
                     ("Alice, card at hand", _withCard[Cast.Alice]), ("Alice", Alice), ("Bob, card at hand", _withCard[Cast.Bob]), ("Bob", Bob), ("Owen", Owen),
                 })
        {
            answers.Add((who, await client.AskAsync(HttpMethod.Get, "card")));
        }

        return answers;
    }

    public void Dispose()
    {
        foreach (var client in Everyone.Append(_nobody).Concat(_withCard.Values))
        {
            client.Dispose();
        }

        _journal.Dispose();
    }
}
