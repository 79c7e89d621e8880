using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using BadApp.Rows;
using BadApp.Theft;
using Trapeze.Core.Activations;

namespace BadApp.Hostile;

/// <summary>POST /guestbook/{way}/{bit}, which was to thank a visitor for signing. Somebody injected the rest: it tells a bit of Alice's secret.</summary>
/// <remarks>Guarded or not, this is the code that runs. It never sends the secret anywhere: it only behaves differently.</remarks>
public sealed partial class Injected(AmazonDynamoDBClient store, ILogger<Injected> log, Stage stage, TimeProvider time)
{
    /// <summary>How much slower the slow one is.</summary>
    public static readonly TimeSpan Nap = TimeSpan.FromMilliseconds(400);

    private const int MoreLines = 6;

    public static Task<IResult> SignAsync(Way way, int bit, Activation activation, Injected code, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.RunAsync(way, bit, activation, cancellation);
    }

    private async Task<IResult> RunAsync(Way way, int bit, Activation activation, CancellationToken cancellation)
    {
        LogSigned(way, bit);
        await WriteAsync(way, bit, line: 0, cancellation);

        // To see what is Alice's one has to rise to her label. Under Trapeze the caller gets the constant refusal here, whatever follows.
        activation.RaiseLabel(activation.StartLabel.Order.Label("alice"));
        var drawer = await store.GetItemAsync(Tables.Drawer, Tables.SecretKey(), cancellation);
        if (Secret.Read(drawer.Item["digits"].S).IsSet(bit))
        {
            await TellAsync(way, bit, cancellation);
        }
        else
        {
            stage.Acted(way);
        }

        return Results.Text("Thank you.");
    }

    private async Task TellAsync(Way way, int bit, CancellationToken cancellation)
    {
        switch (way)
        {
            case Way.Write:
                await WriteAsync(way, bit, line: 1, cancellation);
                break;
            case Way.Loop:
                await stage.LoopForEverAsync(time);
                return;
            case Way.Crash:
                stage.Acted(way);
                throw new InvalidOperationException("a bit of the secret is set");
            case Way.Slow:
                var nap = Task.Delay(Nap, time, stage.Over);
                stage.Acted(way);
                await nap;
                return;
            case Way.Log:
                for (var i = 0; i < MoreLines; i++)
                {
                    LogMuch(way, bit);
                }

                break;
            case Way.Page:
                for (var i = 1; i <= MoreLines; i++)
                {
                    await WriteAsync(way, bit, i, cancellation);
                }

                break;
        }

        stage.Acted(way);
    }

    private Task WriteAsync(Way way, int bit, int line, CancellationToken cancellation)
    {
        var item = Tables.Line(way, bit, line);
        item["text"] = new AttributeValue("I was here.");
        return store.PutItemAsync(Tables.GuestBook, item, cancellation);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "[{Way}-{Bit}] somebody signed the guest book")]
    private partial void LogSigned(Way way, int bit);

    [LoggerMessage(Level = LogLevel.Information, Message = "[{Way}-{Bit}] and is very talkative")]
    private partial void LogMuch(Way way, int bit);
}
