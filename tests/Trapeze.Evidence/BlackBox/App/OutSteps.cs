using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Trapeze.Core.Labels;
using Trapeze.Evidence.BlackBox.Programs;
using Trapeze.Shim.Channels;
using Trapeze.Shim.Declassification;
using Trapeze.Shim.Events;
using Trapeze.Shim.Telemetry;

namespace Trapeze.Evidence.BlackBox.App;

/// <summary>What a program sends out: on channels, as events, as log lines, measurements and spans, and through the declassifier.</summary>
internal sealed class OutSteps(ProgramRun run)
{
    private const string Elsewhere = "to ";

    private string Mark => string.Create(CultureInfo.InvariantCulture, $"p{run.Book.Id}");

    internal Task DoAsync(Instruction step) => step.Op switch
    {
        Op.Send => SendAsync(step),
        Op.Publish => PublishAsync(step),
        Op.Release => ReleaseAsync(step),
        Op.Log => Log(step),
        Op.Measure => Measure(step),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    // The path says whose it is: the receiver of a family's channel is trusted to tell them apart.
    private async Task SendAsync(Instruction step)
    {
        var channel = (step.Key % 4) switch { 0 => "board", 1 => "desk", 2 => "mirror", _ => "safe" };
        var whose = channel is "desk" ? $"{Mark}-{run.Activation.StartLabel.ToString().Replace('"', '.')}" : Mark;
        using var client = run.Services.GetRequiredService<IChannels>().Http(channel);
        using var request = new HttpRequestMessage(step.Number % 3 == 0 ? HttpMethod.Get : HttpMethod.Post, new Uri(step.Text.StartsWith(Elsewhere, StringComparison.Ordinal) ? step.Text[Elsewhere.Length..] : whose, UriKind.RelativeOrAbsolute))
        {
            Content = step.Number % 3 == 0 ? null : new StringContent($"{step.Text} {run.Said}"),
        };
        request.Headers.TryAddWithoutValidation("X-Step", step.Number.ToString(CultureInfo.InvariantCulture));
        using var answer = await client.SendAsync(request);
        run.Say($"sent {channel} {(int)answer.StatusCode} {answer.Headers.TryGetValues("X-Length", out var length)} {string.Join(',', length ?? [])} {(await answer.Content.ReadAsStringAsync()).Length}");
    }

    private async Task PublishAsync(Instruction step)
    {
        var name = step.Number % 3 == 0 ? "climb" : step.Number % 11 == 7 ? "unruled" : "task";
        Label? at = null;
        if (step.Text.Length > 0 && !run.Policy.Order.TryParse(step.Text, out at, out _))
        {
            run.Say("no label");
            return;
        }

        var label = at ?? run.Activation.Label;
        var dedup = step.Number % 5 == 0 ? string.Create(CultureInfo.InvariantCulture, $"{Mark}-{step.Key % 2}") : null;
        var program = run.NextPart("e");
        run.Book.Keep(program, step.Inner);
        await run.Services.GetRequiredService<IEvents>().PublishAsync(
            name,
            new HostileEvent.Call(run.Book.Id.ToString(CultureInfo.InvariantCulture), program, Released: null),
            new EventOptions { At = at, DeduplicationId = dedup });
        run.Say($"published {name}");
        if (!run.IsHidden && run.Book.Sees(run.Policy, label) && (dedup is null || run.Book.IsFirst($"{name} {label} {dedup}")))
        {
            // What all see happens one after the other; what they do not see is not waited for.
            await AwaitAsync(program);
        }
    }

    private async Task AwaitAsync(string program)
    {
        try
        {
            await run.Book.Event(program).Task.WaitAsync(run.World.Deadline);
        }
        catch (TimeoutException)
        {
            run.Book.Complain($"the event {program} was asked for and never ran to the end of what is visible");
        }
    }

    // The value is the program's own, so that what is released is the same in every run.
    private async Task ReleaseAsync(Instruction step)
    {
        var program = run.NextPart("r");
        run.Book.Keep(program, [new Instruction(Op.Put, step.Key, 0, "released")]);
        var release = run.Services.GetRequiredService<IRelease>();
        if (step.Number % 4 == 3)
        {
            await release.IntoEventAsync("vouched", "told", step.Number % 8);
            run.Say("released, vouched for");
            return;
        }

        var isVisible = !run.IsHidden;
        var prepared = release.Prepare("oneBit", "told", new { pair = run.Book.Id.ToString(CultureInfo.InvariantCulture), program });
        run.Say("prepared");
        if (isVisible)
        {
            run.Book.Expect(program);
        }

        if (step.Text.Length > 0)
        {
            await run.RaiseAsync(step);
        }

        try
        {
            await prepared.CompleteAsync(step.Number % 8);
        }
        catch
        {
            run.Book.Event(program).TrySetResult();
            throw;
        }

        run.Say("released");
        if (isVisible && !run.IsHidden)
        {
            await AwaitAsync(program);
        }
    }

    private Task Log(Instruction step)
    {
        var logger = (step.Number % 3) switch
        {
            0 => run.Services.GetRequiredService<ILogger<OutSteps>>(),
            1 => run.Services.GetRequiredService<ILoggerFactory>().CreateLogger("made"),
            _ => run.World.Logger,
        };
        var level = (LogLevel)(step.Key % 6);
        using var scope = step.Number % 2 == 0 ? logger.BeginScope("{Scope}", $"scope {step.Text}") : null;
        if (step.Number % 5 == 0)
        {
            run.Say($"enabled {logger.IsEnabled(level)}");
        }

#pragma warning disable CA1848, CA1873, CA2254, CA2017 // a hostile handler logs as it likes
        logger.Log(level, step.Number % 4 == 0 ? new InvalidOperationException(run.Said) : null, "{Mark} {Program} says {Text}", Mark, run.Program, step.Text + " " + run.Said);
#pragma warning restore CA1848, CA1873, CA2254, CA2017
        return Task.CompletedTask;
    }

    private async Task Measure(Instruction step)
    {
        var tag = new KeyValuePair<string, object?>("of", $"{Mark} {step.Text}");
        switch (step.Number % 3)
        {
            case 0:
                run.Services.GetRequiredService<IMeasurements>().Add(run.World.Observed.Counter, step.Key, tag);
                break;
            case 1:
                run.Services.GetRequiredService<IMeasurements>().Record(run.World.Observed.Histogram, run.Said.Length, tag);
                break;
            default:
                using (var span = run.World.Observed.Source.StartActivity($"{Mark} span"))
                {
                    span?.SetTag("said", run.Said);
                    await run.RunAsync(step.Inner);
                    span?.SetStatus(ActivityStatusCode.Error, step.Text);
                }

                break;
        }
    }
}
