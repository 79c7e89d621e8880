using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>Where facets are filed and found, what a read of the file believes, and when a write is one.</summary>
internal static class SqliteMutants
{
    private const string Placement = "Trapeze.Store/Places/Placement.cs";
    private const string Order = "Trapeze.Store/Places/PlaceOrder.cs";
    private const string Atom = "Trapeze.Store/Places/PlaceAtom.cs";
    private const string Clause = "Trapeze.Store/Places/PlaceClause.cs";
    private const string Formula = "Trapeze.Store/Places/PlaceFormula.cs";
    private const string Digest = "Trapeze.Store/Places/PlaceDigest.cs";
    private const string Sight = "Trapeze.Store/Places/Sight.cs";
    private const string Newest = "Trapeze.Store/Sqlite/NewestStatement.cs";
    private const string Merge = "Trapeze.Store/Sqlite/RangeMerge.cs";
    private const string Shape = "Trapeze.Store/Sqlite/RangeShape.cs";
    private const string Session = "Trapeze.Store/Sqlite/Session.cs";
    private const string Occupied = "Trapeze.Store/Sqlite/OccupiedPlaces.cs";
    private const string Writes = "Trapeze.Store/Sqlite/WriteSession.cs";
    private const string Rows = "Trapeze.Store/Sqlite/FacetRows.cs";
    private const string Writer = "Trapeze.Store/Sqlite/Writer.cs";
    private const string Queue = "Trapeze.Store/Sqlite/WriteQueue.cs";
    private const string Pending = "Trapeze.Store/Sqlite/PendingDecision.cs";
    private const string Sweeper = "Trapeze.Store/Sqlite/Sweeper.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("filed-at-own-place-only", Placement, "Bounded(PlaceBound.Filed, from s in _places.Above(label.Secrecy, withTop: false) from i in _places.Below(label.Integrity) select (s, i))", "new PlaceSet([OwnPlace(label)])", "a write leaves the older facets above it", Harm.Functional),
        new("sight-of-own-place-only", Placement, "Bounded(PlaceBound.LookedAt, from s in _places.Below(label.Secrecy) from i in _places.Above(label.Integrity, withTop: true) select (s, i))", "new PlaceSet([OwnPlace(label)])", "a reader does not look below himself", Harm.Functional),
        new("sight-above", Placement, "from s in _places.Below(label.Secrecy) from i in _places.Above(label.Integrity, withTop: true)", "from s in _places.Above(label.Secrecy, withTop: true) from i in _places.Below(label.Integrity)", "a reader looks above himself instead of below", Harm.Functional),
        new("place-any-member", Atom, "return IsCollector || (!other.IsCollector && string.Equals(Parameter, other.Parameter, StringComparison.Ordinal)); } return Kind", "return true; } return Kind", "the places of a family's members are one", Harm.Functional),
        new("place-no-collector", Atom, "return IsCollector || (!other.IsCollector && string.Equals(Parameter, other.Parameter, StringComparison.Ordinal)); } return Kind", "return !other.IsCollector && string.Equals(Parameter, other.Parameter, StringComparison.Ordinal); } return Kind", "what is below a whole family is not found from its members", Harm.Functional),
        new("place-clause-any", Clause, "other._atoms.All(upper => _atoms.Any(lower => lower.FlowsTo(upper)))", "other._atoms.Any(upper => _atoms.Any(lower => lower.FlowsTo(upper)))", "a place's clause flows if one atom does", Harm.Functional),
        new("place-formula-any", Formula, "_clauses.All(clause => other._clauses.Any(clause.FlowsTo))", "_clauses.Any(clause => other._clauses.Any(clause.FlowsTo))", "a place flows if one clause does", Harm.Functional),
        new("place-above-no-collectors", Order, ".Select(PlaceAtom.All).Prepend(atom);", ".Where(kind => !kind.IsFamily).Select(PlaceAtom.All).Prepend(atom);", "a facet is not filed at the families above it", Harm.Functional),
        new("place-above-itself-only", Order, "if (!atom.Kind.IsFamily || atom.IsCollector)", "if (true)", "a member's facets are not filed above it", Harm.Functional),
        new("place-below-no-singles", Order, "_singles.Concat(_collectors).Where(place => place.FlowsTo(atom))", "_collectors.Where(place => place.FlowsTo(atom))", "a reader does not look at the atoms below", Harm.Functional),
        new("place-below-no-members", Order, ".Concat(members).Append(atom)", ".Append(atom)", "a reader does not look at the families below", Harm.Functional),
        new("place-without-table", Digest, "$\"{table}\\n{place}\"", "place", "tables share their places", Harm.Functional),
        new("sight-shows-all", Sight, "Label.Order.TryParse(text, out var facet, out _) && facet.FlowsTo(Label)", "Label.Order.TryParse(text, out var facet, out _)", "a place shows what does not flow to its reader"),
        new("sight-shows-flipped", Sight, "facet.FlowsTo(Label)", "Label.FlowsTo(facet)", "a place shows what is above its reader"),
        new("places-all-shown", Sight, "Label.Order.TryParse(text, out var facet, out _) && facet.FlowsTo(Label)", "true", "readers look everywhere, and everything is shown") { IsVisibleOutside = true, With = [new(Placement, ": label.Secrecy.IsTop ? null", ": true ? null")] },
        new("tombstone-skipped", Newest, "else if (sequence > found.Sequence && session.Shows(sight, label))", "else if (sequence > found.Sequence && !_statement.Blob(2).IsEmpty && session.Shows(sight, label))", "older facets reappear behind a tombstone", Harm.Functional),
        new("oldest-facet", Newest, "sequence > found.Sequence &&", "(sequence < found.Sequence || found.Sequence == 0) &&", "a read gives the oldest facet", Harm.Functional),
        new("last-place-wins", Newest, "sequence > found.Sequence &&", "", "a read gives the facet of the last place", Harm.Functional),
        new("newest-any-place", Newest, "&& session.Shows(sight, label))", ")", "a read does not ask whether a facet flows to its reader"),
        new("range-any-place", Merge, "&& session.Shows(sight, cursor.Integer(2)))", ")", "a page does not ask whether a facet flows to its reader"),
        new("range-oldest", Merge, "sequence > newest &&", "(newest == 0 || sequence < newest) &&", "a page gives the oldest facets", Harm.Functional),
        new("range-tombstone-skipped", Merge, "is var sequence && sequence > newest &&", "is var sequence && sequence > newest && !cursor.IsNull(3) &&", "in pages, older facets reappear behind a tombstone", Harm.Functional),
        new("range-ends-at-tombstone", Session, "(item is null || take(item))", "(item is not null && take(item))", "a page ends at a deleted key", Harm.Functional),
        new("range-low-excluded", Shape, "key >= ?2", "key > ?2", "a range misses its first key", Harm.Functional),
        new("range-high-included", Shape, "key < ?3", "key <= ?3", "a range has one key too many", Harm.Functional),
        new("many-places-first", Session, "newest = found.Sequence > newest.Sequence ? found : newest;", "newest = newest.Sequence > 0 ? newest : found;", "of many places the first that has a facet counts", Harm.Functional),
        new("empty-places-for-ever", Occupied, "if (clock == _clock)", "if (_clock >= 0 && clock >= _clock)", "a place that was empty is believed to be empty for ever", Harm.Functional),
        new("empty-places-not-looked-again", Session, "else if (looked.Length < places.Length)", "else if (false)", "what was written since is not looked for", Harm.Functional),
        new("occupied-flipped", Session, "statement.Integer(1 + i) != 0", "statement.Integer(1 + i) == 0", "occupied places are taken for empty", Harm.Functional),
        new("sequence-stands-still", Writes, "++_sequence", "_sequence + 1", "writes of one label follow each other without a number", Harm.Functional),
        new("sequence-not-kept", Writes, "if (_sequence != _sequenceAtBegin || _placement != _placementAtBegin)", "if (_placement != _placementAtBegin)", "the store's clock is not written", Harm.Functional),
        new("own-place-only-on-write", Rows, "for (var i = 0; i < places.Length; i++) { _file.Bind(1, places[i]);", "for (var i = filing.OwnIndex; i <= filing.OwnIndex; i++) { _file.Bind(1, places[i]);", "a write supersedes nothing above it", Harm.Functional),
        new("acknowledged-before-commit", Writer, "write.Apply(_session); } _session.Commit();", "write.Apply(_session); write.Acknowledge(); } _session.Commit();", "a write is acknowledged before it is kept", Harm.Functional) { With = [new(Writer, "batch.ForEach(write => write.Acknowledge());", "")] },
        new("commit-forgotten", Writer, "_session.Commit();", "_session.Rollback();", "acknowledged writes are not kept", Harm.Functional),
        new("no-rollback", Writer, "_session.Rollback();", "", "what failed is not rolled back", Harm.Functional),
        new("failure-acknowledged", Writer, "batch.ForEach(write => write.Fail(reason));", "batch.ForEach(write => write.Acknowledge());", "a write that failed is acknowledged", Harm.Functional),
        new("label-number-before-commit", Session, "if (text is not null && !_isWriters)", "if (text is not null)", "a label's number is remembered that was never committed"),
        new("refused-yet-written", Pending, "if (_decision.Writes)", "if (_decision.Writes || current is not null)", "a refused write writes", Harm.Functional),
        new("decided-on-stale", Pending, "session.Newest(table, key, sight)", "sight.Label.Order.Kinds.Length < 0 ? session.Newest(table, key, sight) : null", "a condition is decided without a look", Harm.Functional),
        new("batch-loses-last", Queue, "for (var taken = 0; taken < Share && line.TryDequeue(out var write); taken++) { batch.Add(write); }", "for (var taken = 0; taken < Share && line.TryDequeue(out var write); taken++) { if (line.Count > 0 || batch.Count == 0) { batch.Add(write); } }", "a write of a batch is forgotten", Harm.Functional),
        new("swept-alive", Sweeper, ".Sequence > row.Sequence;", ".Sequence >= row.Sequence;", "a sweep removes what is alive", Harm.Functional),
        new("swept-by-hidden", Sweeper, "placement.SightOf(label)", "placement.SightOf(label.Order.Top)", "a sweep removes what a hidden facet supersedes") { Near = "Trapeze.Store/Sqlite/Sweep.cs" },
        new("swept-any", Sweeper, "if (IsDead(row, placement))", "if (true)", "a sweep removes everything", Harm.Functional),
    ];
}
