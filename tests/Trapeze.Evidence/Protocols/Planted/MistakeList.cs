using Trapeze.Evidence.Protocols.Stepping;
using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Store.DynamoDb.Protocol;

namespace Trapeze.Evidence.Protocols.Planted;

/// <summary>Mistakes that the checker has to find.</summary>
internal static class MistakeList
{
    public static IReadOnlyList<Mistake> All { get; } =
    [
        Of("a cell is overwritten whatever is in it", "additions at one label", (w, c, u) => new WrongTable(w, c, u) { WritesWhateverIsThere = true }),
        Of("an inbox takes whatever comes", "one client twice under an owner", (w, c, u) => new WrongTable(w, c, u) { OfInbox = guard => guard with { Number = long.MaxValue, Seen = [] } }),
        Of("an inbox takes what did not see what is there", "a busy family", (w, c, u) => new WrongTable(w, c, u) { OfInbox = guard => guard with { Seen = [] } }),
        Of("an inbox takes what is older than what is there", "one client twice under an owner", (w, c, u) => new WrongTable(w, c, u) { OfInbox = guard => guard with { Number = long.MaxValue } }),
        Of("arrivals are not counted", "a client under an owner who writes, twice", (w, c, u) => new WrongTable(w, c, u) { CountsNoArrivals = true }),
        Of("what the writer saw is not kept", "two writers and a reader", (w, c, u) => new WrongTable(w, c, u) { OfFacet = facet => facet with { Basis = Basis.Empty } }),
        Of("what the writer found newest is not kept", "writers of both", (w, c, u) => new WrongTable(w, c, u) { OfFacet = facet => facet with { ViewNumber = 0, ViewLabel = null } }),
        Of("an unknown outcome is taken for done", "an unknown outcome below", (w, c, u) => new WrongTable(w, c, u) { AfterPut = outcome => outcome == StepOutcome.Unknown ? StepOutcome.Done : outcome }),
        Of("an unknown outcome is taken for not done", "an unknown outcome at one label", (w, c, u) => new WrongTable(w, c, u) { AfterPut = outcome => outcome == StepOutcome.Unknown ? StepOutcome.TurnedAway : outcome }),
        Of("a delivery is made twice", "a late copy among clients", (w, c, u) => new WrongTable(w, c, u) { AfterDelivery = outcome => outcome == StepOutcome.Unknown ? StepOutcome.TurnedAway : outcome }),
        Of("a lost delivery is taken for done", "an unknown outcome under an owner", (w, c, u) => new WrongTable(w, c, u) { AfterDelivery = outcome => outcome == StepOutcome.Unknown ? StepOutcome.Done : outcome }),
        Of("copies are delivered after the answer", "an unknown outcome under an owner", (w, c, u) => new WrongTable(w, c, u) { DeliversLater = true }),
        Of("reads are stale", "blind writes by clocks that are off", (w, c, u) => new WrongTable(w, c, u) { ReadsStale = true }),
        Of("a delivery tells its writer what it met", "either client", (w, c, u) => new WrongTable(w, c, u) { AfterDelivery = outcome => outcome == StepOutcome.Refused ? StepOutcome.Unknown : outcome }),
        Of("hidden facets turn writes away", "a deleter below", (w, c, u) => new WrongTable(w, c, u) { IsTurnedAwayByOthers = true }),
        Of("several cells are written one after another", "two keys at one label", (w, c, u) => new WrongTable(w, c, u) { WritesApart = true }),
        Of("an unknown outcome of several is taken for not done", "an unknown outcome of two keys", (w, c, u) => new WrongTable(w, c, u) { AfterPut = outcome => outcome == StepOutcome.Unknown ? StepOutcome.TurnedAway : outcome }),
        Of("one of several cells is not asked", "two keys and one of them", (w, c, u) => new WrongTable(w, c, u) { AsksOneOfSeveral = true }),
        Of("an entry is not put", "an item that moves", (w, c, u) => new WrongTable(w, c, u) { MarksNothing = true }),
        Of("an entry is put late", "an item that moves", (w, c, u) => new WrongTable(w, c, u) { MarksLater = true }),
        Of("entries stay", "an item that moves", (w, c, u) => new WrongTable(w, c, u) { UnmarksNothing = true }),
        Of("nobody waits for clocks", "two that cannot be compared", clock => new WrongClock(clock) { WaitsForNoMoment = true }),
        Of("clocks are taken to be right", "two that cannot be compared", clock => new WrongClock(clock) { IsSure = true }),
        Of("nobody waits for the lease", "a first write below", clock => new WrongClock(clock) { NeverPauses = true }),
    ];

    private static Mistake Of(string name, string shownIn, Func<World, int, Scenery, SteppedTable> table) => new(name, shownIn, table, clock => clock);

    private static Mistake Of(string name, string shownIn, Func<IProtocolClock, IProtocolClock> clock) => Mistake.None with { Name = name, In = shownIn, Clock = clock };
}
