using HelloRetail.Events;
using HelloRetail.Functions;
using HelloRetail.People;

namespace HelloRetail.Scenario;

/// <summary>What should not work, tried over HTTP.</summary>
public sealed class RefusedAttempts(Troupe troupe)
{
    public async Task<IReadOnlyList<Attempt>> MakeAsync()
    {
        using var forged = troupe.JoinWith(DevelopmentTokens.WithNewKey(troupe.Time).Sign(Cast.Owen), Cast.Owen);
        return
        [
            await TryAsync("Alice", "GET /card with her everyday token", () => troupe.Alice.AskAsync(HttpMethod.Get, "card")),
            await TryAsync("Alice", "POST /release of Owen's prototype", () =>
                troupe.Alice.AskAsync(HttpMethod.Post, "release", new ProductReference(PublishedScenario.SecretThing))),
            await TryAsync("Alice", "POST /receipt: careless code mails her card number", () => troupe.Alice.AskAsync(HttpMethod.Post, "receipt")),
            await TryAsync("Owen", "POST /teaser: careless code mails the press about the prototype", () =>
                troupe.Owen.AskAsync(HttpMethod.Post, "teaser", new ProductReference(PublishedScenario.SecretThing))),
            await TryAsync("Mallory", "GET /products with a token that says she is Owen", () => forged.AskAsync(HttpMethod.Get, "products")),
            await TryAsync("Bob", "POST /events with a member that the schema does not have", () => troupe.Bob.AskAsync(
                HttpMethod.Post, "events", new { Schema = EventSchemas.IdOf(EventNames.Login), Id = "bob", Name = "Bob", Password = "hunter2" })),
        ];
    }

    private async Task<Attempt> TryAsync(string who, string what, Func<Task<Answer>> ask)
    {
        var answer = await ask();

        // The function may still run, unobserved, and be refused more.
        var audit = await Patience.UntilAsync(
            "the audit", AuditAsync, found => found.Count > 0 || answer.Status is 400 or 401 or 404, troupe.Time);
        return new Attempt(who, what, answer, audit);

        async Task<List<World.RefusedFlow>> AuditAsync() =>
            [.. (await troupe.Desk.RefusedAsync()).Where(flow => string.Equals(flow.Activation, answer.Activation, StringComparison.Ordinal))];
    }
}
