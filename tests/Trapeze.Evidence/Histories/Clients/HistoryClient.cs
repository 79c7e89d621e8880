using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Evidence.Histories.Faults;
using Trapeze.Evidence.Histories.Programs;
using Trapeze.Evidence.Histories.Recording;

namespace Trapeze.Evidence.Histories.Clients;

/// <summary>A client at one label: goes through its program and records what it is told.</summary>
internal sealed class HistoryClient
{
    private const int MostPages = 4;
    private const int MostAttempts = 12;
    private const int Watched = 10;

    private readonly HistoryRun _run;
    private readonly Flow _flow;
    private readonly ClientRecord _record;
    private readonly ClientCalls _calls;
    private readonly ManyWrites _many;

    public HistoryClient(HistoryRun run, ClientPlan plan, Flow flow)
    {
        (_run, Plan, _flow) = (run, plan, flow);
        (_record, _calls) = (new(run, plan, flow), new(run, plan, flow));
        _many = new ManyWrites(run, plan, flow, _record, _calls);
    }

    public ClientPlan Plan { get; }

    /// <summary>All that it was told, without names that are the history's own.</summary>
    public IReadOnlyList<string> Transcript => _record.Transcript;

    public async Task RunAsync()
    {
        _run.Lane.Enter(_flow);
        foreach (var act in Plan.Program)
        {
            await _flow.TurnAsync();
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
                    var found = Requests.Found(await client.BatchGetItemAsync(_run.Requests.GetAll(keys))).ToDictionary(Requests.KeyOf, Requests.ItemOf);
                    return ([.. keys.Select(key => (key, found.GetValueOrDefault(key)))], "");
                });
            case ActKind.TransactGet:
                return ReadAsync(act, async client =>
                {
                    var keys = act.Range(forward: true);
                    var found = (await client.TransactGetItemsAsync(_run.Requests.GetAtOnce(keys))).Responses;
                    return ([.. keys.Zip(found, (key, response) => (key, Requests.ItemOf(response.Item)))], "");
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
                return _many.BatchAsync(act);
            case ActKind.TransactWrite:
                return _many.TransactAsync(act, test, asked);
            case ActKind.AddOnce:
                return AddOnceAsync(act);
            default:
                return SweepAsync(act);
        }
    }

    private Task GetAsync(Act act) => ReadAsync(act, async client =>
    {
        var response = await client.GetItemAsync(_run.Requests.Get(act.Key, act.AsksMore));
        return ([(act.Key, Requests.ItemOf(response.Item))], Units(response.ConsumedCapacity));
    });

    private async Task WatchAsync(Act act)
    {
        var (_, process) = _calls.Invoke();
        _flow.Hurries = true;
        try
        {
            for (var unrecorded = 0; unrecorded < Watched; unrecorded++)
            {
                await _calls.Client(process).GetItemAsync(_run.Requests.Get(act.Key, asksCapacity: false));
            }
        }
        catch (InternalServerErrorException)
        {
            _record.Fail(act, process);
        }
        finally
        {
            _flow.Hurries = false;
        }

        await GetAsync(act);
    }

    private Task PutAsync(Act act, TestKind test, int asked)
    {
        var value = _calls.NextValue();
        return WriteAsync(act, Change.Put, value, test, asked, async client =>
        {
            var response = await client.PutItemAsync(_run.Requests.Put(act.Key, value, test, asked, act.AsksMore));
            return (act.AsksMore ? Requests.ItemOf(response.Attributes) : null, null);
        });
    }

    private Task DeleteAsync(Act act, TestKind test, int asked) => WriteAsync(act, Change.Delete, 0, test, asked, async client =>
    {
        var response = await client.DeleteItemAsync(_run.Requests.Delete(act.Key, test, asked, act.AsksMore));
        return (act.AsksMore ? Requests.ItemOf(response.Attributes) : null, null);
    });

    private Task AddAsync(Act act, TestKind test, int asked)
    {
        var value = _calls.NextValue();
        return WriteAsync(act, Change.Add, value, test, asked, async client =>
        {
            var item = Requests.ItemOf((await client.UpdateItemAsync(_run.Requests.Add(act.Key, value, test, asked, act.AsksMore))).Attributes);
            return act.AsksMore ? (null, item) : (item, (Item?)null);
        });
    }

    private async Task ReadAsync(Act act, Func<AmazonDynamoDBClient, Task<((int Key, Item Item)[] Found, string More)>> read)
    {
        var (invoked, process) = _calls.Invoke();
        try
        {
            var (found, more) = await read(_calls.Client(process));
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
            var (invoked, process) = _calls.Invoke();
            QueryResponse response;
            try
            {
                response = await _calls.Client(process).QueryAsync(_run.Requests.Query(act, start));
            }
            catch (InternalServerErrorException)
            {
                _record.Fail(act, process);
                return;
            }

            var shown = new Page(act, left, response);
            if (!shown.IsWellFormed)
            {
                _run.Complain($"c{Plan.Index}: {act}: page {page} of {string.Join(',', left)} is malformed: {shown}");
                return;
            }

            _record.Read(act, process, invoked, shown.Found, Units(response.ConsumedCapacity));
            left.RemoveRange(0, shown.Found.Length);
            if (shown.IsLast)
            {
                return;
            }

            start = response.LastEvaluatedKey;
            await _flow.TurnAsync();
        }
    }

    private async Task WriteAsync(Act act, Change change, int value, TestKind test, int asked, Func<AmazonDynamoDBClient, Task<(Item? Old, Item? New)>> write)
    {
        var (invoked, process) = _calls.Invoke();
        var operation = new Operation
        {
            Client = Plan.Index,
            Label = Plan.Label,
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
            (operation.Old, operation.New) = await write(_calls.Client(process));
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
            operation.Outcome = _flow.MayBeDone ? Outcome.Unknown : Outcome.NotDone;
        }

        _record.Return(act, process, [operation]);
    }

    // Reissued until the outcome is known; its condition, or a transaction's token, makes it safe.
    private async Task AddOnceAsync(Act act)
    {
        var token = _calls.NextValue();
        var key = _run.CounterOf(Plan.Label);
        _run.Begin(key, token);
        for (var attempt = 0; attempt < MostAttempts; attempt++)
        {
            var (_, process) = _calls.Invoke();
            try
            {
                await (act.AsksMore
                    ? _calls.Client(process).TransactWriteItemsAsync(_run.Requests.AddOnceByToken(key, token))
                    : (Task)_calls.Client(process).UpdateItemAsync(_run.Requests.AddOnce(key, token)));
            }
            catch (ConditionalCheckFailedException)
            {
                // An attempt that seemed to fail had been done.
            }
            catch (InternalServerErrorException)
            {
                _record.Fail(act, process);
                await _flow.TurnAsync();
                continue;
            }

            if (_run.History.Return(() => process.IsDead) is not null)
            {
                _run.Acknowledge(key, token);
                _record.Say(act, $"done at attempt {attempt}");
                return;
            }
        }
    }

    private async Task SweepAsync(Act act)
    {
        try
        {
            var sweep = _run.Lane.Process(Plan.Process).SweepAsync(1 + act.Limit);
            await (_run.Lane.Site.StepsTakeTurns ? sweep : _flow.Schedule.SettleAsync(sweep));
        }
        catch (IOException)
        {
            // Another's write failed, and the batch with it.
        }
    }

    private static string Units(ConsumedCapacity? capacity) => capacity is null ? "" : $" for {capacity.CapacityUnits?.ToString(CultureInfo.InvariantCulture)}";
}
