using Trapeze.Evidence.BlackBox.App;
using Trapeze.Evidence.BlackBox.Pairs;

namespace Trapeze.Evidence.BlackBox.Conformance;

/// <summary>What an application owes its callers, tried one by one: what two equal runs could not tell, since it would be the same in both.</summary>
internal sealed class Expectations(Tokens tokens, Receiver outside, Census census, CancellationToken cancellation)
{
    private static readonly (string Name, Func<Stage, Task> Try)[] AtTheUsual =
    [
        ("views", StoreChecks.ViewsAsync),
        ("labels of callers", CallerChecks.LabelsAsync),
        ("cut at the raise", ReplyChecks.CutAtTheRaiseAsync),
        ("whole replies", ReplyChecks.WholeAsync),
        ("bad tokens", CallerChecks.BadTokensAsync),
        ("refused channels", OutChecks.RefusedChannelsAsync),
        ("clearance", ReplyChecks.ClearanceAsync),
        ("routes", CallerChecks.RoutesAsync),
        ("callers of functions", CallerChecks.CallersOfFunctionsAsync),
        ("failures", ReplyChecks.FailuresAsync),
        ("channels", OutChecks.ChannelsAsync),
        ("events", OutChecks.EventsAsync),
        ("log", OutChecks.LogAsync),
        ("measurements", OutChecks.MeasurementsAsync),
        ("deletions", StoreChecks.DeletesAsync),
        ("conditions", StoreChecks.ConditionsAsync),
        ("lists", StoreChecks.ListsAsync),
        ("tables", StoreChecks.TablesAsync),
        ("beside what is hidden", StoreChecks.BesideHiddenAsync),
        ("transactions", StoreChecks.TransactionsAsync),
        ("indexes", StoreChecks.IndexesAsync),
        ("raised", StoreChecks.RaisedAsync),
        ("releases", OutChecks.ReleasesAsync),
        ("whatever follows a raise", ReplyChecks.WhateverFollowsAsync),
        ("failing events", OutChecks.FailingEventsAsync),
    ];

    // A callers' wait that never ends has to be noticed while somebody still looks.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>The first that does not hold; <see langword="null"/> if all do.</summary>
    internal async Task<string?> TryAsync()
    {
        var audit = new BrittleAudit();
        return await AtAsync(new HostileSettings { EventsPerLabel = 2, Deadline = Patience }, AtTheUsual)
            ?? await AtAsync(new HostileSettings { HiddenRunsPerLabel = 3 }, [("places", LimitChecks.PlacesAsync)])
            ?? await AtAsync(new HostileSettings { Audit = audit }, [("audit", stage => LimitChecks.AuditAsync(stage, audit))]);
    }

    private async Task<string?> AtAsync(HostileSettings settings, (string Name, Func<Stage, Task> Try)[] checks)
    {
        await using var app = await HostileApp.StartAsync(settings, tokens, outside);
        for (var i = 0; i < checks.Length && !cancellation.IsCancellationRequested; i++)
        {
            await using var stage = new Stage(app, i, checks[i].Name);
            await checks[i].Try(stage);
            census.Checks += stage.Checks;
            if (stage.Wrong.Concat(stage.Book.Complaints).FirstOrDefault() is { } wrong)
            {
                return wrong;
            }
        }

        await app.StopAsync();
        return checks.Length == AtTheUsual.Length && !cancellation.IsCancellationRequested ? Audit(app) : null;
    }

    // Whoever may see what is left's sees what was done there, and nothing that was done above.
    private string? Audit(HostileApp app)
    {
        census.Checks++;
        var entries = app.Audit(app.Order.Parse("left"));
        return entries.FirstOrDefault(entry => entry.Label is not ("public" or "left" or "left ! left" or "left | right")) is { } above ? $"the audit log shows what is above: {above}"
            : entries.FirstOrDefault(entry => entry is { Function: "rise", Rule: "Send", Label: "public" }) is { } risen ? $"the audit log shows what was done above as if it had been done below: {risen}"
            : !entries.Any(entry => entry is { Function: "plain", Rule: "Start", Label: "public" }) ? "the audit log does not show what it may"
            : null;
    }
}
