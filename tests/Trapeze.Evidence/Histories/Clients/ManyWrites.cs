using Amazon.DynamoDBv2.Model;
using Trapeze.Evidence.Histories.Faults;
using Trapeze.Evidence.Histories.Programs;
using Trapeze.Evidence.Histories.Recording;

namespace Trapeze.Evidence.Histories.Clients;

/// <summary>Operations on several keys: each is told as one of each key.</summary>
internal sealed class ManyWrites(HistoryRun run, ClientPlan plan, Flow flow, ClientRecord record, ClientCalls calls)
{
    /// <summary>Each for itself, and all or none only if nothing goes wrong.</summary>
    public Task BatchAsync(Act act) => WriteAsync(act, TestKind.None, asked: 0, (process, writes) => calls.Client(process).BatchWriteItemAsync(run.Requests.WriteAll(writes)));

    /// <summary>All or none, if the first key is as is asked.</summary>
    public Task TransactAsync(Act act, TestKind test, int asked) =>
        WriteAsync(act, test, asked, (process, writes) => calls.Client(process).TransactWriteItemsAsync(run.Requests.Transact(writes, test, asked)));

    private async Task WriteAsync(Act act, TestKind test, int asked, Func<Backends.HistoryProcess, List<(int Key, int Value)>, Task> write)
    {
        var writes = act.Range(forward: true).ConvertAll(key => (Key: key, Value: flow.Next(4) == 0 ? 0 : calls.NextValue()));
        var (invoked, process) = calls.Invoke();
        var operations = writes.ConvertAll(each => new Operation
        {
            Client = plan.Index,
            Label = plan.Label,
            Key = each.Key,
            Invoked = invoked,
            Kind = act.Kind,
            Change = each.Value == 0 ? Change.Delete : Change.Put,
            Value = each.Value,
            Test = each.Key == act.Key ? test : TestKind.None,
            Asked = each.Key == act.Key ? asked : 0,
        });
        try
        {
            await write(process, writes);
            operations.ForEach(operation => operation.Outcome = Outcome.Done);
        }
        catch (TransactionCanceledException cancelled)
        {
            // For what is asked of the first, and of nothing else.
            operations.ForEach(operation => operation.Outcome = Outcome.NotDone);
            (operations[0].Outcome, operations[0].Old) = (Outcome.Refused, Requests.ItemOf(cancelled.CancellationReasons[0].Item));
            if (cancelled.CancellationReasons.Exists(reason => reason.Code != (reason == cancelled.CancellationReasons[0] ? "ConditionalCheckFailed" : "None")))
            {
                run.Complain($"c{plan.Index}: {act}: cancelled for {string.Join(", ", cancelled.CancellationReasons.Select(reason => reason.Code))}");
            }
        }
        catch (InternalServerErrorException)
        {
            record.Fail(act, process);
            operations.ForEach(operation => operation.Outcome = flow.MayBeDone ? Outcome.Unknown : Outcome.NotDone);
        }

        record.Return(act, process, operations);
    }
}
