using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Evidence.Histories.Backends;
using Trapeze.Evidence.Histories.Faults;
using Trapeze.Evidence.Histories.Programs;
using Trapeze.Evidence.Histories.Recording;

namespace Trapeze.Evidence.Histories.Clients;

/// <summary>A client at one label: goes through its program and records what it is told.</summary>
internal sealed class HistoryClient(HistoryRun run, ClientPlan plan, Flow flow)
{
    private const int MostPages = 4;
    private const int MostAttempts = 12;
    private const int Watched = 10;

    private readonly ClientRecord _record = new(run, plan, flow);
    private int _values;

    public ClientPlan Plan => plan;

    /// <summary>All that it was told, without names that are the history's own.</summary>
    public IReadOnlyList<string> Transcript => _record.Transcript;

    public async Task RunAsync()
    {
        run.Lane.Enter(flow);
        foreach (var act in plan.Program)
        {
            await flow.TurnAsync();
            await DoAsync(act);
        }
    }

    private Task DoAsync(Act act)
    {
        var asked = act.Test == TestKind.Equals ? _record.LastSeen(act.Key) : 0;
        var test = act.Test == TestKind.Equals && asked == 0 ? TestKind.Absent : act.Test;
        switch (act.Kind)
        {
            case ActKind.Get:
                return GetAsync(act);
            case ActKind.Watch:
                return WatchAsync(act);
            case ActKind.BatchGet:
                return ReadAsync(act, async client =>
                {
                    var keys = act.Range(forward: true);
                    var found = Requests.Found(await client.BatchGetItemAsync(run.Requests.GetAll(keys))).ToDictionary(Requests.KeyOf, Requests.ItemOf);
                    return ([.. keys.Select(key => (key, found.GetValueOrDefault(key)))], "");
                });
            case ActKind.Query:
                return QueryAsync(act);
            case ActKind.Put:
                return PutAsync(act, TestKind.None, 0);
            case ActKind.PutIf:
                return PutAsync(act, test, asked);
            case ActKind.Delete:
                return DeleteAsync(act, TestKind.None, 0);
            case ActKind.DeleteIf:
                return DeleteAsync(act, test, asked);
            case ActKind.Add:
                return AddAsync(act, TestKind.None, 0);
            case ActKind.AddIf:
                return AddAsync(act, test, asked);
            case ActKind.BatchWrite:
                return WriteAllAsync(act);
            case ActKind.AddOnce:
                return AddOnceAsync(act);
            default:
                return SweepAsync(act);
        }
    }

    private Task GetAsync(Act act) => ReadAsync(act, async client =>
    {
        var response = await client.GetItemAsync(run.Requests.Get(act.Key, act.AsksMore));
        return ([(act.Key, Requests.ItemOf(response.Item))], Units(response.ConsumedCapacity));
    });

    private async Task WatchAsync(Act act)
    {
        var (_, process) = Invoke();
        flow.Hurries = true;
        try
        {
            for (var unrecorded = 0; unrecorded < Watched; unrecorded++)
            {
                await Client(process).GetItemAsync(run.Requests.Get(act.Key, asksCapacity: false));
            }
        }
        catch (InternalServerErrorException)
        {
            _record.Fail(act, process);
        }
        finally
        {
            flow.Hurries = false;
        }

        await GetAsync(act);
    }

    private Task PutAsync(Act act, TestKind test, int asked)
    {
        var value = NextValue();
        return WriteAsync(act, Change.Put, value, test, asked, async client =>
        {
            var response = await client.PutItemAsync(run.Requests.Put(act.Key, value, test, asked, act.AsksMore));
            return (act.AsksMore ? Requests.ItemOf(response.Attributes) : null, null);
        });
    }

    private Task DeleteAsync(Act act, TestKind test, int asked) => WriteAsync(act, Change.Delete, 0, test, asked, async client =>
    {
        var response = await client.DeleteItemAsync(run.Requests.Delete(act.Key, test, asked, act.AsksMore));
        return (act.AsksMore ? Requests.ItemOf(response.Attributes) : null, null);
    });

    private Task AddAsync(Act act, TestKind test, int asked)
    {
        var value = NextValue();
        return WriteAsync(act, Change.Add, value, test, asked, async client =>
        {
            var item = Requests.ItemOf((await client.UpdateItemAsync(run.Requests.Add(act.Key, value, test, asked, act.AsksMore))).Attributes);
            return act.AsksMore ? (null, item) : (item, (Item?)null);
        });
    }

    private async Task ReadAsync(Act act, Func<AmazonDynamoDBClient, Task<((int Key, Item Item)[] Found, string More)>> read)
    {
        var (invoked, process) = Invoke();
        try
        {
            var (found, more) = await read(Client(process));
            _record.Read(act, process, invoked, found, more);
        }
        catch (InternalServerErrorException)
        {
            _record.Fail(act, process);
        }
    }

    private async Task QueryAsync(Act act)
    {
        Dictionary<string, AttributeValue>? start = null;
        var left = act.Range(act.Forward);
        for (var page = 0; page < MostPages && left.Count > 0; page++)
        {
            var (invoked, process) = Invoke();
            QueryResponse response;
            try
            {
                response = await Client(process).QueryAsync(run.Requests.Query(act, start));
            }
            catch (InternalServerErrorException)
            {
                _record.Fail(act, process);
                return;
            }

            var shown = new Page(act, left, response);
            if (!shown.IsWellFormed)
            {
                run.Complain($"c{plan.Index}: {act}: page {page} of {string.Join(',', left)} is malformed: {shown}");
                return;
            }

            _record.Read(act, process, invoked, shown.Found, Units(response.ConsumedCapacity));
            left.RemoveRange(0, shown.Found.Length);
            if (shown.IsLast)
            {
                return;
            }

            start = response.LastEvaluatedKey;
            await flow.TurnAsync();
        }
    }

    private async Task WriteAsync(Act act, Change change, int value, TestKind test, int asked, Func<AmazonDynamoDBClient, Task<(Item? Old, Item? New)>> write)
    {
        var (invoked, process) = Invoke();
        var operation = new Operation
        {
            Client = plan.Index,
            Label = plan.Label,
            Key = act.Key,
            Invoked = invoked,
            Kind = act.Kind,
            Change = change,
            Value = value,
            Test = test,
            Asked = asked,
        };
        try
        {
            (operation.Old, operation.New) = await write(Client(process));
            operation.Outcome = Outcome.Done;
        }
        catch (ConditionalCheckFailedException refused)
        {
            operation.Old = Requests.ItemOf(refused.Item);
            operation.Outcome = Outcome.Refused;
        }
        catch (InternalServerErrorException)
        {
            _record.Fail(act, process);
            operation.Outcome = flow.MayBeDone ? Outcome.Unknown : Outcome.NotDone;
        }

        _record.Return(act, process, [operation]);
    }

    private async Task WriteAllAsync(Act act)
    {
        var writes = act.Range(forward: true).ConvertAll(key => (Key: key, Value: flow.Next(4) == 0 ? 0 : NextValue()));
        var (invoked, process) = Invoke();
        var operations = writes.ConvertAll(write => new Operation
        {
            Client = plan.Index,
            Label = plan.Label,
            Key = write.Key,
            Invoked = invoked,
            Kind = act.Kind,
            Change = write.Value == 0 ? Change.Delete : Change.Put,
            Value = write.Value,
        });
        try
        {
            await Client(process).BatchWriteItemAsync(run.Requests.WriteAll(writes));
            operations.ForEach(operation => operation.Outcome = Outcome.Done);
        }
        catch (InternalServerErrorException)
        {
            _record.Fail(act, process);
            operations.ForEach(operation => operation.Outcome = flow.MayBeDone ? Outcome.Unknown : Outcome.NotDone);
        }

        _record.Return(act, process, operations);
    }

    // Reissued until the outcome is known; the condition makes it safe.
    private async Task AddOnceAsync(Act act)
    {
        var token = NextValue();
        var key = run.CounterOf(plan.Label);
        run.Begin(key, token);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var (_, process) = Invoke();
            try
            {
                await Client(process).UpdateItemAsync(run.Requests.AddOnce(key, token));
            }
            catch (ConditionalCheckFailedException)
            {
                // An attempt that seemed to fail had been done.
            }
            catch (InternalServerErrorException)
            {
                _record.Fail(act, process);
                await flow.TurnAsync();
                continue;
            }

            if (run.History.Return(() => process.IsDead) is not null)
            {
                run.Acknowledge(key, token);
                _record.Say(act, $"done at attempt {attempt}");
                return;
            }
        }
    }

    private async Task SweepAsync(Act act)
    {
        try
        {
            var sweep = run.Lane.Process(plan.Process).SweepAsync(1 + act.Limit);
            await (run.Lane.Site.StepsTakeTurns ? sweep : flow.Schedule.SettleAsync(sweep));
        }
        catch (IOException)
        {
            // Another's write failed, and the batch with it.
        }
    }

    private (int Invoked, HistoryProcess Process) Invoke()
    {
        flow.Begin();
        return (run.History.Tick(), run.Lane.Process(plan.Process));
    }

    private AmazonDynamoDBClient Client(HistoryProcess process) => process.ClientAt(run.Label(plan.Label));

    private int NextValue() => (plan.Index * 1_000) + ++_values;

    private static string Units(ConsumedCapacity? capacity) => capacity is null ? "" : $" for {capacity.CapacityUnits?.ToString(CultureInfo.InvariantCulture)}";
}
