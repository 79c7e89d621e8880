using Trapeze.Evidence.BlackBox.Programs;
using static Trapeze.Evidence.BlackBox.Conformance.Stage;

namespace Trapeze.Evidence.BlackBox.Conformance;

/// <summary>What is written is read, by those who may and by nobody else.</summary>
internal static class StoreChecks
{
    private static Instruction Get(int key = 0) => Do(Op.Get, key);

    private static Instruction Put(int key, string value) => Do(Op.Put, key, 2, value);

    internal static async Task ViewsAsync(Stage stage)
    {
        await stage.SaysAsync(stage.Alice, "plain", "put - *", Put(0, "a1"));
        await stage.SaysAsync(stage.Alice, "plain", "got True id=k0,v=a1 1// 200*", Get());
        await stage.SaysAsync(stage.Alice, "plain", "put id=k0,v=a1 *", Put(0, "a2"));
        foreach (var who in (Principal[])[Nobody, Left, Right, stage.Bob])
        {
            await stage.SaysAsync(who, "plain", "got False - 1// 200*", Get());
        }

        foreach (var who in (Principal[])[stage.Bank, Owner, Vault])
        {
            await stage.SaysAsync(who, "plain", "got True id=k0,v=a2 *", Get());
        }

        // Written above: seen above, and below is what was.
        await stage.SaysAsync(Owner, "plain", "put id=k0,v=a2 *", Put(0, "o1"));
        await stage.SaysAsync(Owner, "plain", "got True id=k0,v=o1 *", Get());
        await stage.SaysAsync(Vault, "plain", "got True id=k0,v=o1 *", Get());
        await stage.SaysAsync(stage.Bank, "plain", "got True id=k0,v=a2 *", Get());
        await stage.SaysAsync(stage.Alice, "plain", "got True id=k0,v=a2 *", Get());

        // Written below again: the newest for all above.
        await stage.SaysAsync(stage.Alice, "plain", "put id=k0,v=a2 *", Put(0, "a3"));
        await stage.SaysAsync(Owner, "plain", "got True id=k0,v=a3 *", Get());

        // Two who do not see each other; who sees both sees the newer.
        await stage.SaysAsync(stage.Bob, "plain", "put - *", Put(0, "b1"));
        await stage.SaysAsync(stage.Alice, "plain", "got True id=k0,v=a3 *", Get());
        await stage.SaysAsync(Owner, "plain", "got True id=k0,v=b1 *", Get());
        await stage.SaysAsync(stage.Bank, "plain", "got True id=k0,v=a3 *", Get());
    }

    internal static async Task RaisedAsync(Stage stage)
    {
        await stage.SaysAsync(Owner, "plain", "put - *", Put(0, "secret"));
        await stage.IsRefusedAsync(stage.Alice, "rise", Refusals.Reply, Do(Op.Raise, 0, 0, "owner"), Do(Op.Batch, 1, 1, "up"), Put(3, "up"));
        await stage.SaysAsync(stage.Alice, "plain", "got False*", Get(3));
        await stage.ReadsAsync(Owner, 3, "up");
        await stage.IsRefusedAsync(Nobody, "rise", Refusals.Reply, Do(Op.Raise, 0, 0, "left | right"), Put(2, "either"));
        await stage.ReadsAsync(Left, 2, "either");
        await stage.ReadsAsync(Right, 2, "either");
        await stage.SaysAsync(Nobody, "plain", "got False*", Get(2));
        await stage.SaysAsync(stage.Alice, "plain", "got False*", Get(2));
        await stage.IsRefusedAsync(Left, "rise", Refusals.Reply, Do(Op.Raise, 0, 0, "left & right"), Put(4, "both"));
        await stage.ReadsAsync(Owner, 4, "both");
        await stage.SaysAsync(Left, "plain", "got False*", Get(4));
        await stage.SaysAsync(Right, "plain", "got False*", Get(4));
    }

    internal static async Task DeletesAsync(Stage stage)
    {
        await stage.SaysAsync(stage.Alice, "plain", "put - *", Put(0, "a1"));
        await stage.SaysAsync(Owner, "plain", "deleted id=k0,v=a1 *", Do(Op.Delete));
        await stage.SaysAsync(Owner, "plain", "got False*", Get());
        await stage.SaysAsync(Owner, "plain", "scan [] 0/0*", Do(Op.Scan));
        await stage.SaysAsync(stage.Alice, "plain", "got True id=k0,v=a1 *", Get());
        await stage.SaysAsync(stage.Alice, "plain", "deleted id=k0,v=a1 *", Do(Op.Delete));
        await stage.SaysAsync(stage.Alice, "plain", "deleted - *", Do(Op.Delete));
        await stage.SaysAsync(Owner, "plain", "put - *", Put(0, "o1"));
        await stage.SaysAsync(stage.Alice, "plain", "got False*", Get());

        // A deletion below is one for all above, and uncovers nothing that is older.
        await stage.SaysAsync(Nobody, "plain", "put - *", Put(1, "p1"));
        await stage.SaysAsync(stage.Alice, "plain", "put id=k1,v=p1 *", Put(1, "a1"));
        await stage.SaysAsync(stage.Alice, "plain", "deleted id=k1,v=a1 *", Do(Op.Delete, 1));
        await stage.SaysAsync(stage.Alice, "plain", "got False*", Get(1));
        await stage.SaysAsync(Nobody, "plain", "got True id=k1,v=p1 *", Get(1));
        await stage.SaysAsync(Nobody, "plain", "deleted id=k1,v=p1 *", Do(Op.Delete, 1));
        await stage.SaysAsync(Owner, "plain", "got False*", Get(1));
    }

    internal static async Task ConditionsAsync(Stage stage)
    {
        await stage.SaysAsync(Owner, "plain", "put - *", Put(0, "v3"));
        await stage.SaysAsync(Nobody, "plain", "failed - The conditional request failed\n", Do(Op.Test, 0, 1, "new"));
        await stage.SaysAsync(Nobody, "plain", "failed - The conditional request failed\n", Do(Op.Test, 0, 2, "new"));
        await stage.SaysAsync(Nobody, "plain", "held - 1//\n", Do(Op.Test, 0, 4, "v3"));
        await stage.SaysAsync(Nobody, "plain", "failed id=k0,v=v3 The conditional request failed\n", Do(Op.Test, 0, 4, "other"));
        await stage.SaysAsync(Nobody, "plain", "held id=k0,n=1,v=v3 1//\n", Do(Op.Test, 0, 6, "v3"));
        await stage.SaysAsync(Nobody, "plain", "held id=k0,n=1,v=v3 1//\n", Do(Op.Test, 0, 2, "v4"));
        await stage.SaysAsync(Nobody, "plain", "failed id=k0,v=v4 The conditional request failed\n", Do(Op.Test, 0, 2, "v5"));
        await stage.SaysAsync(Owner, "plain", "got True id=k0,v=v4 *", Get());
        await stage.SaysAsync(Owner, "plain", "held *\n", Do(Op.Test, 0, 5, ""));
        await stage.SaysAsync(Owner, "plain", "got False*", Get());
        await stage.SaysAsync(Nobody, "plain", "got True*", Get());
    }

    internal static async Task TablesAsync(Stage stage)
    {
        await stage.SaysAsync(Owner, "plain", "put *", Put(0, "o"), Put(1, "o"));
        await stage.SaysAsync(Nobody, "plain", $"table {stage.Book.FlatTable} ACTIVE *\n", Do(Op.Scan, 0, 10));
        await stage.SaysAsync(Owner, "plain", $"table {stage.Book.FlatTable} ACTIVE *\n", Do(Op.Scan, 0, 10));
    }

    internal static async Task ListsAsync(Stage stage)
    {
        await stage.SaysAsync(Owner, "plain", "put - *", Put(5, "o"), Put(7, "o"), Put(9, "o"), Put(6, "o"), Put(0, "o"), Put(1, "o"));
        await stage.SaysAsync(Nobody, "plain", "query [] 0/0 0.5// to -\n", Do(Op.Query, 5));
        await stage.SaysAsync(Nobody, "plain", "scan [] 0/0 0.5// to -\n", Do(Op.Scan));
        await stage.SaysAsync(Nobody, "plain", "put - *", Put(7, "p"), Put(9, "p"), Put(0, "p"));
        await stage.SaysAsync(Nobody, "plain", "query [at=7,of=odd,v=p | at=9,of=odd,v=p] 2/2 0.5// to -\n", Do(Op.Query, 5));
        await stage.SaysAsync(Nobody, "plain", "query [at=9,of=odd,v=p | at=7,of=odd,v=p] 2/2 0.5// to -\n", Do(Op.Query, 5, 8));
        await stage.SaysAsync(Owner, "plain", "query [at=5,of=odd,v=o | at=7,of=odd,v=p | at=9,of=odd,v=p] 3/3 0.5// to -\n", Do(Op.Query, 5));

        // Page by page: a page is of visible rows, and ends at one.
        await stage.SaysAsync(Nobody, "plain", "query [at=7,of=odd,v=p] 1/1 0.5// to at=7,of=odd [at=9,of=odd,v=p] 1/1 0.5// to at=9,of=odd [] 0/0 0.5// to -\n", Do(Op.Query, 5, 18));
        await stage.SaysAsync(Nobody, "plain", "query [] 2/2 0.5// to -\n", Do(Op.Query, 5, 7));
        await stage.SaysAsync(Nobody, "plain", "scan [id=k0,v=p] 1/1 0.5// to -\n", Do(Op.Scan));
        await stage.SaysAsync(Owner, "plain", "scan [id=k0,v=p | id=k1,v=o] 2/2 0.5// to -\n", Do(Op.Scan));
        await stage.SaysAsync(Nobody, "plain", "batch id=k0,v=p ; at=7,of=odd,v=p left 0 *", Do(Op.Batch, 0, 0));
        await stage.SaysAsync(Nobody, "plain", "written, left 0 *", Do(Op.Batch, 0, 1, "w"));
        await stage.SaysAsync(Owner, "plain", "got True id=k0,v=w *got False*got True at=5,of=odd,v=w *got False*", Get(), Get(1), Get(5), Get(6));
    }

    /// <summary>What comes with a write or a page has nothing of what is hidden: not its members, its size, or how many there are of it.</summary>
    internal static async Task BesideHiddenAsync(Stage stage)
    {
        var large = new string('b', 3_000);
        await stage.SaysAsync(Owner, "plain", "held *", Do(Op.Test, 1, 0, large));
        foreach (var (number, told) in ((int, string)[])[(0, "-"), (12, "n=1,v=p"), (24, "-"), (36, "id=k1,n=1,v=p")])
        {
            await stage.SaysAsync(Nobody, "plain", $"held {told} 1//\ndeleted id=k1,n=1,v=p 1//\n", Do(Op.Test, 1, number, "p"), Do(Op.Delete, 1));
        }

        await stage.SaysAsync(Owner, "plain", "put *", Put(0, large), Put(1, large), Put(5, large), Put(6, large));
        await stage.SaysAsync(Nobody, "plain", "written, left 0  2//  3//\n", Do(Op.Batch, 0, 1, "w"));
        await stage.SaysAsync(Nobody, "plain", "put *", Put(7, "p"), Put(9, "p"), Do(Op.Delete, 5));

        // Row by row more of what is hidden: an even number, an odd one, and more than a page.
        for (var key = 11; key < 19; key++)
        {
            await stage.SaysAsync(Owner, "plain", "put - *", Put(key, "o"));
            await stage.SaysAsync(Nobody, "plain", "query [at=7,of=odd,v=p] 1/1 0.5// to at=7,of=odd [at=9,of=odd,v=p] 1/1 0.5// to at=9,of=odd [] 0/0 0.5// to -\n", Do(Op.Query, 5, 18));
            await stage.SaysAsync(Nobody, "plain", "scan [at=7,of=odd,v=p] 1/1 0.5// to at=7,of=odd [at=9,of=odd,v=p] 1/1 0.5// to at=9,of=odd [] 0/0 0.5// to -\n", Do(Op.Scan, 1, 4));
            await stage.SaysAsync(Nobody, "plain", "scan [at=7,of=odd,v=p | at=9,of=odd,v=p] 2/2 0.5// to -\n", Do(Op.Scan, 1, 2));
            await stage.SaysAsync(Nobody, "plain", "batch id=k0,v=w ; at=7,of=odd,v=p left 0  1.5//  1.5//\n", Do(Op.Batch, 0, 0));
        }
    }

    internal static async Task TransactionsAsync(Stage stage)
    {
        // Of keys 0, 2, 4 and 7: one is put, one deleted, one asked about, one updated.
        await stage.SaysAsync(Owner, "plain", "put - *", Put(4, "o"), Put(7, "o"));
        await stage.SaysAsync(Nobody, "plain", "all written *", Do(Op.Batch, 0, 11, "t"));
        await stage.SaysAsync(Nobody, "plain", "all of id=k0,v=t | - | - *", Do(Op.Batch, 0, 6));
        await stage.SaysAsync(Owner, "plain", "none written Transaction cancelled, please refer cancellation reasons for specific reasons [None, None, ConditionalCheckFailed, None] *", Do(Op.Batch, 0, 11, "u"));
        await stage.SaysAsync(Owner, "plain", "got True id=k0,v=t *got True at=7,n=1,of=odd,v=t *", Get(), Get(7));

        // A token is known at its label, and nowhere else.
        await stage.SaysAsync(Nobody, "plain", "all written *all written *", Do(Op.Batch, 1, 7, "t"), Do(Op.Batch, 1, 7, "t"));
        await stage.SaysAsync(Nobody, "plain", "got True at=8,n=1,*", Get(8));
        await stage.SaysAsync(Nobody, "plain", "Batch: IdempotentParameterMismatchException*", Do(Op.Batch, 1, 7, "other"));
        await stage.SaysAsync(stage.Alice, "plain", "all written *", Do(Op.Batch, 1, 7, "other"));
    }

    internal static async Task IndexesAsync(Stage stage)
    {
        await stage.SaysAsync(Owner, "plain", "put - *", Put(5, "v1"), Put(7, "v1"));
        await stage.SaysAsync(Nobody, "plain", "index [] 0/0 *", Do(Op.Query, 5, 5, "v1"));
        await stage.SaysAsync(Nobody, "plain", "put - *", Put(7, "v1"), Put(9, "v1"), Put(6, "v2"));
        await stage.SaysAsync(Nobody, "plain", "index [at=7,of=odd,v=v1 | at=9,of=odd,v=v1] 2/2 *", Do(Op.Query, 5, 11, "v1"));
        await stage.SaysAsync(Owner, "plain", "index [at=5,of=odd,v=v1 | at=7,of=odd,v=v1 | at=9,of=odd,v=v1] 3/3 *", Do(Op.Query, 5, 11, "v1"));

        // What is superseded in the view is not there, although those below still find it.
        await stage.SaysAsync(Owner, "plain", "put *", Put(9, "v2"));
        await stage.SaysAsync(Owner, "plain", "index [at=5,of=odd,v=v1 | at=7,of=odd,v=v1] 2/2 *", Do(Op.Query, 5, 11, "v1"));
        await stage.SaysAsync(Nobody, "plain", "index [at=7,of=odd,v=v1 | at=9,of=odd,v=v1] 2/2 *", Do(Op.Query, 5, 11, "v1"));
    }
}
