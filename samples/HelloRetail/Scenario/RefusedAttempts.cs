using HelloRetail.Events;
using HelloRetail.Functions;
using HelloRetail.People;
using HelloRetail.World;

namespace HelloRetail.Scenario;

/// <summary>What should not work, tried over HTTP.</summary>
public sealed class RefusedAttempts(Troupe troupe)
{
    public async Task<IReadOnlyList<Attempt>> MakeAsync()
    {
        using var forged = troupe.JoinWith(DevelopmentTokens.WithNewKey(troupe.Time).Sign(Cast.Owen), Cast.Owen);
        return
        [
            await TryAsync("Alice", "GET /card with her everyday token", 1, () => troupe.Alice.AskAsync(HttpMethod.Get, "card")),
            await TryAsync("Alice", "POST /release of Owen's prototype", 0, () =>
                troupe.Alice.AskAsync(HttpMethod.Post, "release", new ProductReference(PublishedScenario.SecretThing))),
            await TryAsync("Alice", "POST /receipt: careless code mails her card number", 2, () => troupe.Alice.AskAsync(HttpMethod.Post, "receipt")),
            await TryAsync("Owen", "POST /teaser: careless code mails the press about the prototype", 1, () =>
                troupe.Owen.AskAsync(HttpMethod.Post, "teaser", new ProductReference(PublishedScenario.SecretThing))),
            await TryAsync("Mallory", "GET /products with a token that says she is Owen", 0, () => forged.AskAsync(HttpMethod.Get, "products")),
            await TryAsync("Bob", "POST /events with a member that the schema does not have", 0, () => troupe.Bob.AskAsync(
                HttpMethod.Post, "events", new { Schema = EventSchemas.IdOf(EventNames.Login), Id = "bob", Name = "Bob", Password = "hunter2" })),
        ];
    }

    private async Task<Attempt> TryAsync(string who, string what, int refusals, Func<Task<Answer>> ask)
    {
        var answer = await ask();

        // Under the guard the function may run on, unobserved, and be refused more.
        var audit = troupe.IsGuarded
            ? await Patience.UntilAsync("the audit", AuditAsync, found => found.Count >= refusals, troupe.Time)
            : await AuditAsync();
        return new Attempt(who, what, answer, audit);

        async Task<IReadOnlyList<RefusedFlow>> AuditAsync() => refusals == 0
            ? []
            : [.. (await troupe.Desk.RefusedAsync()).Where(flow => string.Equals(flow.Activation, answer.Activation, StringComparison.Ordinal))];
    }
}
