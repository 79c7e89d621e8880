using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>The protocol of the DynamoDB backend: what is read, what is waited for, what a write asks, and which facet is the newest.</summary>
internal static class ProtocolMutants
{
    private const string Folder = "Trapeze.Store/DynamoDb/Protocol";
    private const string Writes = $"{Folder}/FacetWrites.cs";
    private const string Maker = $"{Folder}/FacetMaker.cs";
    private const string Puts = $"{Folder}/CellPuts.cs";
    private const string Commit = $"{Folder}/Commits.cs";
    private const string Delivering = $"{Folder}/Deliveries.cs";
    private const string Entries = $"{Folder}/FacetEntries.cs";
    private const string Reads = $"{Folder}/FacetReads.cs";
    private const string Several = $"{Folder}/FacetTransactions.cs";
    private const string Resolving = $"{Folder}/Resolution.cs";
    private const string Saw = $"{Folder}/Seen.cs";
    private const string Used = $"{Folder}/Occupancy.cs";
    private const string Sweep = $"{Folder}/FacetSweep.cs";
    private const string Facet = "Trapeze.Store/DynamoDb/Physical/StoredFacet.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("cell-overwritten", Writes, "isAlone ? null : CellGuard.IsStill(own)", "null", "a decision is written over another write of the label", Harm.Functional),
        new("cell-alone-always", Writes, "isBlind && attempt == 0 && from.Length == 1", "isBlind && attempt == 0", "a blind write does not see what lies below it", Harm.Functional),
        new("recent-trusted", Writes, "CellGuard.IsStill(recent)", "CellGuard.IsOlderThan(long.MaxValue)", "a decision on what was there a while ago is written over what is there", Harm.Functional),
        new("recent-refuses", Writes, "recently.Forget(cell);", "if (first.Refusal is { } refusal) { throw refusal; }", "a write is refused for what was there a while ago", Harm.Functional),
        new("recent-beside-others", Writes, "looked?.IsOwnAlone(from) == true ? looked.Recent : null", "looked?.IsEverything == false ? looked.Recent : null", "a decision does not see what lies below it", Harm.Functional),
        new("write-not-settled", Writes, "await reads.SettleAsync(looked, seen);", "await Task.CompletedTask;", "a refusal does not wait for clocks", Harm.Functional),
        new("write-unannounced", Writes, "await occupancy.AnnounceAsync(files);", "await Task.CompletedTask;", "a first write is not looked for", Harm.Functional),
        new("number-of-clock-alone", Maker, "Math.Max(began, Math.Max(own?.Number ?? 0, seen.Count == 0 ? 0 : seen.Max(each => each.Facet.Number)) + 1)", "began", "a facet's number does not follow what its writer saw", Harm.Functional),
        new("basis-of-positions-alone", Maker, "foreach (var (source, position) in each.Facet.Basis.Seen)", "foreach (var (source, position) in each.Facet.Basis.Seen.Clear())", "a facet's basis lacks what those that its writer read saw", Harm.Functional),
        new("basis-without-positions", Maker, "Raise(positions, each.Source.Id, each.Position);", "", "a facet's basis lacks how far its writer saw", Harm.Functional) { Near = "an inbox that moves on while an owner looks" },
        new("basis-forgets-lately", Maker, "looked.LooksAt(source) || position > lately", "looked.LooksAt(source)", "a facet's basis lacks what is on its way", Harm.Functional),
        new("basis-goes-back", Maker, "Math.Max(positions.GetValueOrDefault(source), position)", "position", "a facet's basis is of the last that was read", Harm.Functional) { Near = "a long chain" },
        new("unknown-done", Puts, "if (now?.Was(first.Facet.Uid) == true)", "if (now is not null)", "another's write is taken for the own", Harm.Functional),
        new("unknown-repeated", Puts, "if (!first.Guard.Holds(now))", "if (!first.Guard.Holds(now) && attempt > MostTries)", "what was done is told as refused, and done again", Harm.Functional) { Near = "several keys, one of which moves on by far" },
        new("refused-when-unsure", Puts, "outcome == StepOutcome.Refused && !isUnsure", "outcome == StepOutcome.Refused", "a write that was done is done again", Harm.Functional),
        new("commit-unknown-taken", Commit, "if (outcome == StepOutcome.Unknown)", "if (outcome > StepOutcome.Unknown)", "an unknown outcome is told as done", Harm.Functional),
        new("commit-refused-taken", Commit, "if (outcome == StepOutcome.Refused)", "if (outcome > StepOutcome.Unknown)", "a refused write is told as done", Harm.Functional),
        new("commit-first-only", Commit, "await Task.WhenAll(made.Select(FollowAsync));", "await FollowAsync(made[0]);", "of a transaction one part is filed", Harm.Functional),
        new("commit-not-waited", Commit, "if (draft.Files.IsTangled)", "if (draft.Files.IsTangled && draft.Own is not null)", "a write does not wait for clocks", Harm.Functional),
        new("entries-after", Commit, "await Task.WhenAll(made.Select(draft => _entries.AddAsync(draft).AsTask()));", "", "facets have no entries in indexes", Harm.Functional) { Near = "an item that moves" },
        new("entries-stay", Commit, "_entries.RemoveReplacedAsync(draft).AsTask()", "Task.CompletedTask", "entries of what was replaced stay", Harm.Functional) { Near = "an item that moves" },
        new("entries-of-refused-stay", Commit, "await Task.WhenAll(made.Select(draft => _entries.RemoveAsync(draft).AsTask()));", "", "entries of what did not come stay", Harm.Functional) { Near = "two items that move at once" },
        new("entries-of-own-alone", Entries, "files.Inboxes.Insert(0, files.Own)", "[files.Own]", "copies have no entries in indexes", Harm.Functional) { Near = "items of clients that move" },
        new("entries-unseen-counted", Entries, "draft.Table.Indexes.Select(index => KeyOf(index, inbox, facet) ?? NoKeyOf(index, inbox, draft.Key.Key))", "KeysOf(draft.Table, [inbox], facet)", "how many requests a write takes depends on what lies above it") { Near = "items of clients that move" },
        new("delivery-unguarded", Delivering, "new InboxGuard(facet.Origin, facet.Number,", "new InboxGuard(facet.Origin, long.MaxValue,", "an older copy takes the place of a newer one", Harm.Functional),
        new("delivery-without-basis", Delivering, "draft.Looked is null ? [] :", "draft.Looked is not null ? [] :", "a copy takes the place of one that knows of it", Harm.Functional),
        new("delivery-refusal-told", Delivering, "outcome is StepOutcome.Done or StepOutcome.Refused))", "outcome is StepOutcome.Done))", "a writer is told what is above it"),
        new("delivery-unknown-taken", Delivering, "outcome => outcome is StepOutcome.Done or StepOutcome.Refused", "outcome => outcome >= 0", "a copy that may not have arrived is told as filed", Harm.Functional),
        new("delivery-repeated", Delivering, "if (outcome != StepOutcome.TurnedAway || attempt == MostTries)", "if (outcome is not (StepOutcome.TurnedAway or StepOutcome.Unknown) || attempt == MostTries)", "what was replaced comes back", Harm.Functional),
        new("read-not-settled", Reads, "clock.WaitBehindAsync(seen.Max(each => each.Facet.Number) + (2 * clock.Uncertainty))", "default", "a read does not wait for clocks", Harm.Functional),
        new("read-trusts-clocks", Reads, "seen.Max(each => each.Facet.Number) + (2 * clock.Uncertainty)", "seen.Max(each => each.Facet.Number)", "a read takes clocks to be right", Harm.Functional),
        new("look-once", Several, "if (before.Zip(now).All(pair => IsSame(pair.First, pair.Second)))", "if (before.Length == now.Length)", "what several keys hold is read at several moments", Harm.Functional),
        new("look-guarded-always", Several, "if (isSingle || (isGuarded && from!.TrueForAll(each => each.Length == 1)))", "if (isSingle || own.Count > 0)", "a transaction decides on what never was", Harm.Functional),
        new("transaction-checks-nothing", Several, "CellGuard.IsStill(found[at].Own)", "write is not null ? CellGuard.IsStill(found[at].Own) : CellGuard.IsOlderThan(long.MaxValue)", "a transaction does not ask about what it only checks", Harm.Functional),
        new("dead-lives", Resolving, "lives = other == at || !(IsSameCell(at, other) ? IsEarlierCopy(at, other) : Kills(other, at) && Lives(other));", "lives = other == at || !(IsSameCell(at, other) && IsEarlierCopy(at, other));", "what a lower write superseded is shown", Harm.Functional),
        new("dead-kills", Resolving, "Kills(other, at) && Lives(other)", "Kills(other, at)", "what is superseded supersedes", Harm.Functional),
        new("copy-of-before-lives", Resolving, "IsSameCell(at, other) ? IsEarlierCopy(at, other)", "IsSameCell(at, other) ? IsEarlierCopy(other, at)", "an older copy is newer than a newer one", Harm.Functional) { Near = "a copy ahead of another" },
        new("covered-shown", Resolving, "Lives(at) && !IsCovered(at)", "Lives(at)", "what a writer above saw and replaced is shown", Harm.Functional),
        new("outlived-forgotten", Resolving, "since = Math.Max(since, _seen[other].Facet.Number);", "", "a facet counts as written before what it outlived", Harm.Functional) { Near = "a lower write above what it outlives" },
        new("outdated-not", Resolving, "|| Outdates(_seen[upper].Facet, _seen[copy])", "", "what was older than the newest that a writer saw supersedes it", Harm.Functional) { Near = "a decision on what is newer than what is late" },
        new("covers-by-source-alone", Saw, "Facet.Basis[other.Source.Id] >= other.Position || Facet.Basis[other.Facet.Origin] >= other.Facet.Number", "Facet.Basis[other.Source.Id] >= other.Position", "who saw a facet in its cell did not see its copy", Harm.Functional) { Near = "a decision on a cell whose copy is read" },
        new("covers-the-next", Saw, "Facet.Basis[other.Facet.Origin] >= other.Facet.Number", "Facet.Basis[other.Facet.Origin] > 0", "who saw a facet saw all that came after it", Harm.Functional),
        new("looked-at-places-alone", Saw, "Sight.LooksAt(other.Source.Id) || Sight.LooksAt(other.Facet.Origin)", "Sight.LooksAt(other.Source.Id)", "a copy supersedes nothing of who looks at its cell", Harm.Functional),
        new("lease-for-ever", Used, "known is not null && (known.IsAll || IsWithinLease(known))", "known is not null", "a first write is never looked for", Harm.Functional),
        new("lease-not-waited", Used, "await clock.PauseAsync(lease + (2 * clock.Uncertainty) + 1);", "await Task.CompletedTask;", "a first write is done while others do not look", Harm.Functional),
        new("sweep-young", Sweep, "facet.Number > clock.Now - FacetMaker.OnTheWay || ", "", "a sweep looks at what is still on its way", Harm.Functional) { Near = "a sweep too soon" },
        new("sweep-behind-young", Sweep, "newest.Number <= clock.Now - FacetMaker.OnTheWay && ", "", "a sweep empties what something that is still on its way supersedes", Harm.Functional) { Near = "a sweep between two looks" },
        new("sweep-before-arrival", Sweep, " && await HasArrivedAsync(sources, at.Table, key, newest)", "", "a sweep empties what those above are still shown", Harm.Functional) { Near = "a sweep beside a dead writer" },
        new("sweep-arrival-of-any", Sweep, " || there.Basis[facet.Origin] < facet.Number", "", "a sweep takes what arrived before for what supersedes", Harm.Functional) { Near = "a sweep beside a dead writer" },
        new("sweep-itself", Sweep, "newest.Uid != facet.Uid && ", "", "a sweep empties what is the newest", Harm.Functional) { Near = "a sweep of what is superseded" },
        new("sweep-by-hidden", Sweep, "new FacetKey(key.Sort), at.Sight)", "new FacetKey(key.Sort), sources.Placement.SightOf(at.Sight.Label.Order.Top))", "a sweep empties what a hidden facet supersedes") { Near = "a sweep while its label writes" },
        new("sweep-removes", Sweep, "tally, removes: false)", "tally, removes: true)", "a sweep forgets what those that are dead knew", Harm.Functional) { Near = "a sweep of what was outlived" },
        new("sweep-delivers-nothing", Sweep, "await DeliverAsync(at, key, facet, tally);", "await Task.CompletedTask;", "what a dead writer did not deliver stays so", Harm.Functional) { Near = "a sweep that delivers what was lost" },
        new("sweep-delivers-over-others", Sweep, "if (there is null || (there.Origin == facet.Origin && there.Number < facet.Number)) { if (tally.Repairs) { await _entries.AddAsync(new TableKey(at.Table, new FacetKey(key.Sort)), inbox, facet, clock.Now); } tally.Undelivered += !tally.Repairs || (await physical.DeliverAsync(to, facet, new InboxGuard(facet.Origin, facet.Number, [], IsFirst: true)", "if (there is null || there.Basis[facet.Origin] < facet.Number) { tally.Undelivered += !tally.Repairs || (await physical.DeliverAsync(to, facet, new InboxGuard(facet.Origin, facet.Number, [])", "a sweep brings back what another took the place of", Harm.Functional) { Near = "a sweep of what was replaced" },
        new("sweep-keeps-entries", Sweep, "facets[dependent.Of] is not { Item: not null } facet", "facets[dependent.Of] is not { } facet", "entries of what a sweep emptied stay", Harm.Functional) { Near = "a sweep of entries" },
        new("sweep-keeps-strays", Sweep, " || facet.Uid != dependent.Uid", "", "entries of what never came stay", Harm.Functional) { Near = "a sweep of entries after a death" },
        new("sweep-forgets-soon", Sweep, "dependent.Put <= clock.Now - Forgotten", "dependent.Put <= clock.Now", "a sweep removes the entry of what is still on its way", Harm.Functional) { Near = "a sweep of entries too soon" },
        new("sweep-delivers-without-entry", Sweep, "await _entries.AddAsync(new TableKey(at.Table, new FacetKey(key.Sort)), inbox, facet, clock.Now);", "await Task.CompletedTask;", "what a sweep delivers is not in the index", Harm.Functional) { Near = "a sweep of entries after a death" },
        new("cell-never-given-up", Puts, "if (clock.Now > first.Facet!.Number + FacetMaker.LongestToCell)", "if (clock.Now > first.Facet!.Number + (FacetMaker.LongestToCell << 30))", "a facet comes when its entries are gone", Harm.Functional) { Near = "a sweep of entries beside a slow writer" },
        new("cell-given-up-as-refused", Puts, "return isUnsure ? StepOutcome.Unknown : StepOutcome.Refused;", "return StepOutcome.Refused;", "a write that may have been done is done again", Harm.Functional) { Near = "a slow writer who is not sure" },
        new("delivery-of-sweep-unmarked", Delivering, "before?.Uid == draft.Facet.Uid ? null : draft.Facet", "draft.Facet", "a writer removes the entry of what a sweep delivered for it", Harm.Functional) { Near = "a sweep beside a slow request" },
        new("delivery-never-given-up", Delivering, "clock.Now <= draft.Facet!.Number + FacetMaker.LongestToInbox", "draft.Facet is not null", "a copy comes when its entries are gone", Harm.Functional) { Near = "a slow copy over another" },
        new("arrivals-not-known", Facet, "Basis = Basis.With(Origin, Number), ", "", "an inbox does not know of what it has", Harm.Functional),
    ];
}
