using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Shim.Envelopes;
using Trapeze.Shim.Events;
using Trapeze.Shim.Tests.Envelopes;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Events;

/// <summary>What stands in the queue's file starts nothing unless it is what was published.</summary>
public sealed class QueueEnvelopeTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly ManualTime _time = new();
    private readonly Shelf _shelf = new();

    private string Data => Path.Combine(_folder.Path, "data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Record_ThatNobodyTouched_StartsAfterARestart()
    {
        await PublishAsync("secret");
        await using var host = await StartAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("secret", (await _shelf.NextAsync()).Label.ToString());
    }

    [Theory]
    [InlineData("UPDATE record SET label = 'public'")]
    [InlineData("UPDATE record SET payload = CAST('2' AS BLOB)")]
    [InlineData("UPDATE record SET payload = CAST('1 ' AS BLOB)")]
    [InlineData("UPDATE record SET function = 'another'")]
    [InlineData("UPDATE record SET name = 'both'")]
    [InlineData("UPDATE record SET name = 'both', function = 'also'")]
    [InlineData("UPDATE record SET id = lower(hex(randomblob(16)))")]
    [InlineData("UPDATE record SET envelope = ''")]
    [InlineData("UPDATE record SET envelope = substr(envelope, 1, length(envelope) - 1)")]
    [InlineData("UPDATE record SET envelope = envelope || ' '")]
    [InlineData("UPDATE record SET label = 'public', envelope = replace(envelope, 'trapeze1', 'trapeze2')")]
    public async Task Record_ThatSomebodyChanged_NeverStartsAndIsShownToTopAlone(string change)
    {
        await PublishAsync("secret");
        Change(change);
        await using var host = await StartAsync();
        await DrainAsync(host);

        Assert.Equal(SetAsideReason.NotAuthentic, Assert.Single(SetAsideReader.Read(Data, host.Order.Top)).Reason);
        Assert.Empty(SetAsideReader.Read(Data, host.Label("secret")));
        Assert.DoesNotContain(host.Audit(), entry => entry is { Rule: "Start", Function: "listen" or "also" or "another" });
    }

    [Theory]
    [InlineData("label")]
    [InlineData("payload")]
    [InlineData("envelope")]
    [InlineData("label", "payload")]
    [InlineData("label", "envelope")]
    [InlineData("payload", "envelope")]
    [InlineData("label", "payload", "envelope")]
    public async Task Records_SwappedWithEachOther_NeverStart(params string[] columns)
    {
        await PublishAsync("secret", "public");
        var swap = string.Join(", ", columns.Select(column => $"{column} = (SELECT {column} FROM was WHERE was.row <> record.row)"));
        Change($"CREATE TEMP TABLE was AS SELECT * FROM record; UPDATE record SET {swap}");
        await using var host = await StartAsync();
        await DrainAsync(host);

        Assert.All(SetAsideReader.Read(Data, host.Order.Top), aside => Assert.Equal(SetAsideReason.NotAuthentic, aside.Reason));
        Assert.Equal(2, SetAsideReader.Read(Data, host.Order.Top).Count);
    }

    [Fact]
    public async Task Record_MadeDueEarlier_WaitsUntilItWasDue()
    {
        await PublishAsync("secret");
        Change("UPDATE record SET due = 0");
        await using var host = await StartAsync();
        await DrainAsync(host, advance: false);
        Assert.DoesNotContain(host.Audit(), entry => entry is { Rule: "Start", Function: "listen" });
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(1, (await _shelf.NextAsync()).Attempt);
    }

    [Fact]
    public async Task Record_ThatAnotherHostClosed_NeverStarts()
    {
        await PublishAsync("secret");
        File.Delete(Path.Combine(Data, KeyFile.Name));
        await using var host = await StartAsync();
        await DrainAsync(host);
        Assert.Equal(SetAsideReason.NotAuthentic, Assert.Single(SetAsideReader.Read(Data, host.Order.Top)).Reason);
    }

    [Fact]
    public async Task Rotation_ClosesWhatWaitsAgain_SoTheOldKeyCanGo()
    {
        var (old, next) = (EnvelopeSamples.Key("old", of: 1), EnvelopeSamples.Key("next", of: 2));
        await PublishAsync(new EnvelopeKeys(old), "secret");
        await using (await StartAsync(new EnvelopeKeys(next, old)))
        {
        }

        await using var host = await StartAsync(new EnvelopeKeys(next));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("secret", (await _shelf.NextAsync()).Label.ToString());
    }

    [Fact]
    public async Task Queue_OfVersionOne_IsSignedOnce()
    {
        await PublishAsync("secret");
        MakeVersionOne();
        File.Delete(Path.Combine(Data, EventQueue.LockName));
        await using (var host = await StartAsync())
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal("secret", (await _shelf.NextAsync()).Label.ToString());
        }

        MakeVersionOne();
        var problem = await Assert.ThrowsAsync<InvalidDataException>(() => StartAsync());
        Assert.Contains("nobody signed", problem.Message, StringComparison.Ordinal);
    }

    private void MakeVersionOne() => Change("ALTER TABLE record DROP COLUMN envelope; PRAGMA user_version = 1");

    private Task PublishAsync(params string[] labels) => PublishAsync(keys: null, labels);

    // What is published now is due in a minute.
    private async Task PublishAsync(EnvelopeKeys? keys, params string[] labels)
    {
        await using var host = await StartAsync(keys);
        foreach (var label in labels)
        {
            await host.RunAsync("start", label, (services, _) =>
                services.GetRequiredService<IEvents>().PublishAsync("heard", label, new EventOptions { Delay = TimeSpan.FromMinutes(1) }));
        }
    }

    private void Change(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(Data, QueueFile.Name)};Pooling=false");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private async Task DrainAsync(ShimHost host, bool advance = true)
    {
        _time.Advance(advance ? TimeSpan.FromMinutes(1) : TimeSpan.Zero);
        var lanes = host.Services.GetRequiredService<EventQueue>().Lanes;
        while (lanes.IsBusy(_time.GetUtcNow()))
        {
            await Task.Yield();
        }
    }

    private Task<ShimHost> StartAsync(EnvelopeKeys? keys = null) => ShimHost.StartAsync(_folder.Path, EventsTests.Policy, _time, builder =>
    {
        builder.Services.AddSingleton(_shelf);
        builder.AddFunction<ShelfFunction>("listen").AddFunction<ShelfFunction>("also").AddFunction<ShelfFunction>("another");
        if (keys is not null)
        {
            builder.UseEnvelopeKeys(keys);
        }
    });
}
