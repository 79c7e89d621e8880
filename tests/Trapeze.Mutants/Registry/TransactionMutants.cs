using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>What makes a transaction one step on the view of one label, and its token that label's own.</summary>
internal static class TransactionMutants
{
    private const string View = "Trapeze.Store/Engine/StoreView.cs";
    private const string Action = "Trapeze.Store/Engine/Transactions/TransactionAction.cs";
    private const string Reader = "Trapeze.Store/Engine/Transactions/TransactionReader.cs";
    private const string Write = "Trapeze.Store/Engine/Transactions/TransactWriteOperation.cs";
    private const string Get = "Trapeze.Store/Engine/Transactions/TransactGetOperation.cs";
    private const string Token = "Trapeze.Store/Engine/Transactions/RequestToken.cs";
    private const string Units = "Trapeze.Store/Engine/Transactions/TransactionCapacity.cs";
    private const string Pending = "Trapeze.Store/Sqlite/PendingDecisions.cs";

    internal static ImmutableArray<Mutant> All { get; } =
    [
        new("transact-get-at-top", View, "storage.NewestOfAllAsync(keys, placement.SightOf(label()))", "storage.NewestOfAllAsync(keys, placement.SightOf(label().Order.Top))", "a transaction of reads sees everything"),
        new("transact-condition-at-top", View, "placement.SightOf(one)", "placement.SightOf(one.Order.Top)", "a transaction's conditions test what is hidden"),
        new("transact-write-at-bottom", View, "placement.FilingOf(one)", "placement.FilingOf(one.Order.Bottom)", "a transaction files where everybody reads"),
        new("transact-condition-ignored", Action, "if (Condition.Test(old) is { } failed)", "if (Condition.Test(old) is { } failed && old is { Count: < 0 })", "a transaction goes through whatever its conditions", Harm.Functional),
        new("transact-check-writes", Action, "if (Make is null)", "if (Make is null && old is null)", "a check of what is there is more than a check", Harm.Functional) { With = [new(Action, "var made = Make(old);", "var made = Make?.Invoke(old);")] },
        new("transact-item-unasked", Action, "Item = failed.Item }", "Item = old }", "a cancelled transaction gives the item unasked", Harm.Functional),
        new("transact-cancelled-by-all", Write, "outcomes.Exists(outcome => outcome.Cancels)", "outcomes.TrueForAll(outcome => outcome.Cancels)", "one failed condition does not cancel a transaction", Harm.Functional) { With = [new(Write, "[.. outcomes.Select(outcome => outcome.Write),", "[.. outcomes.Select(outcome => outcome.Cancels ? null : outcome.Write),")] },
        new("transact-first-only", Pending, "if (_decision.Writes[at] is { } write)", "if (_decision.Writes[at] is { } write && at == 0)", "of a transaction one part is written", Harm.Functional),
        new("transact-decided-without-a-look", Pending, "session.Newest(key.Table, key.Key, sight)", "keys.Count < 0 ? session.Newest(key.Table, key.Key, sight) : null", "a transaction is decided without a look", Harm.Functional),
        new("transact-duplicates-taken", Reader, "if (!keys.All(key => seen.Add((key.Table.Name, Convert.ToHexString(key.Key.Bytes)))))", "if (keys.Any(key => key.Key.Bytes.Length < 0) && seen.Count == 0)", "a transaction may have one key twice", Harm.Functional),
        new("transact-get-order", Get, "get => get.Key)]);", "get => get.Key).Reverse()]);", "a transaction of reads mixes up its answers", Harm.Functional),
        new("transact-counts-once", Units, "private const int Times = 2;", "private const int Times = 1;", "a transaction counts its units once", Harm.Functional),
        new("token-of-every-label", Token, "FacetKey.Of(Encoding.UTF8.GetBytes(label.ToString()),", "FacetKey.Of(Encoding.UTF8.GetBytes(label.ToString()[..0]),", "a token that was used below is known above"),
        new("token-of-any-request", Write, "return token.IsOf(kept)", "return token.IsOf(kept) || kept.Count > 0", "a token stands for every request", Harm.Functional),
        new("token-forgotten", Write, "stored[^1]) is { } kept)", "stored[^1]) is { Count: < 0 } kept)", "a transaction is done again under the same token", Harm.Functional),
        new("token-for-ever", Token, "(now + Kept)", "(now + Kept + Kept)", "a token stands longer than it may", Harm.Functional),
    ];
}
