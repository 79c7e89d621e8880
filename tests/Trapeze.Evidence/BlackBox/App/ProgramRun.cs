using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Trapeze.Core.Activations;
using Trapeze.Evidence.BlackBox.Programs;
using Trapeze.Policy;

namespace Trapeze.Evidence.BlackBox.App;

/// <summary>One activation's run through its program: the control of it. What it does in the store, outside and in the reply is beside it.</summary>
internal sealed class ProgramRun
{
    private readonly StringBuilder _said = new();
    private readonly StoreSteps _store;
    private readonly OutSteps _out;
    private readonly ReplySteps _reply;
    private int _parts;

    internal ProgramRun(World world, PairBook book, IServiceProvider services, Activation activation, FlowPolicy policy, string program)
    {
        (World, Book, Services, Activation, Policy, Program) = (world, book, services, activation, policy, program);
        (_store, _out, _reply) = (new StoreSteps(this), new OutSteps(this), new ReplySteps(this));
    }

    internal World World { get; }

    internal PairBook Book { get; }

    internal IServiceProvider Services { get; }

    internal Activation Activation { get; }

    internal FlowPolicy Policy { get; }

    internal string Program { get; }

    internal HttpContext? Context { get; init; }

    internal Visit? Visit { get; init; }

    internal required Action OnHidden { get; init; }

    internal int Attempt { get; init; } = 1;

    internal bool IsHidden => !Book.Sees(Policy, Activation.Label);

    internal string Said
    {
        get
        {
            lock (_said)
            {
                return _said.ToString();
            }
        }
    }

    internal void Say(string text)
    {
        lock (_said)
        {
            _said.Append(text).Append('\n');
        }
    }

    internal string NextPart(string kind) => string.Create(CultureInfo.InvariantCulture, $"{Program}-{kind}{Interlocked.Increment(ref _parts)}{(Attempt > 1 ? "x" : "")}");

    internal async Task RunAsync(ImmutableArray<Instruction> program)
    {
        foreach (var step in program)
        {
            var isHidden = IsHidden;
            if (isHidden || step.Op is not Op.Hang)
            {
                Book.Count(step.Op, isHidden && Program.StartsWith('h'));
            }

            switch (step.Op)
            {
                case Op.Throw:
                    Throw(step);
                    break;
                case Op.Branch:
                    await RunAsync(await _store.IsOddAsync(step) ? step.Inner : step.Other);
                    break;
                default:
                    await TryAsync(step);
                    break;
            }
        }
    }

    // What goes wrong in a step is said in the reply, text and all: that is where a leak would be.
    private async Task TryAsync(Instruction step)
    {
#pragma warning disable CA1031 // all of it is said
        try
        {
            await DoAsync(step);
        }
        catch (Exception exception)
        {
            Say($"{step.Op}: {exception.GetType().Name}: {exception.Message}{(exception is Amazon.Runtime.AmazonServiceException service ? $" {service.ErrorCode} {(int)service.StatusCode}" : "")}");
        }
#pragma warning restore CA1031
    }

    private Task DoAsync(Instruction step) => step.Op switch
    {
        Op.Raise => RaiseAsync(step),
        Op.Hang => HangAsync(step),
        Op.Forget => ForgetAsync(step),
        Op.Compute => Compute(step),
        Op.Send or Op.Publish or Op.Release or Op.Log or Op.Measure => _out.DoAsync(step),
        Op.Respond or Op.Write or Op.Abort or Op.Identify => _reply.DoAsync(step),
        _ => _store.DoAsync(step),
    };

    internal async Task RaiseAsync(Instruction step)
    {
        if (!Policy.Order.TryParse(step.Text, out var label, out _))
        {
            Say("no label");
            return;
        }

        if (step.Number % 4 == 3)
        {
            await Task.Yield();
        }

        var decision = Activation.TryRaiseLabel(label);
        Say($"raise {decision.Rule} {decision.Reason} {Activation.Label}");
        if (IsHidden)
        {
            OnHidden();
        }
    }

    // A visible activation that hung would only keep its own requester waiting, who may see that.
    private async Task HangAsync(Instruction step)
    {
        if (!IsHidden)
        {
            return;
        }

        switch (step.Number % 3)
        {
            case 0:
                World.Block();
                break;
            case 1:
                await World.Hung;
                break;
            default:
                await World.Hung.ConfigureAwait(false);
                break;
        }
    }

    private async Task ForgetAsync(Instruction step)
    {
        if (IsHidden)
        {
            _ = step.Number % 2 == 0 ? RunAsync(step.Inner) : Task.Run(() => RunAsync(step.Inner));
            return;
        }

        // In sight of all it waits for the reply, which an abort makes early, and for the handler, so that it races with nothing, and leaves
        // the request's services alone, which may be gone: what it then does to the reply must be lost.
        if (Visit is { } visit)
        {
            visit.Enter();
            _ = Task.Run(async () =>
            {
                await Task.WhenAny(Task.WhenAll(visit.Replied.Task, visit.Handled.Task), World.Hung);
                try
                {
                    await RunAsync([.. step.Inner.Where(late => late.Op is Op.Write or Op.Respond or Op.Abort or Op.Compute)]);
                }
                finally
                {
                    visit.Leave();
                }
            });
        }

        await Task.CompletedTask;
    }

    private Task Compute(Instruction step)
    {
        if (step.Number % 2 == 0)
        {
            var blocks = Enumerable.Range(0, 1 + (step.Number % 7)).Select(_ => new byte[1_024 << (step.Number % 5)]).ToList();
            Say($"allocated {blocks.Count}");
        }
        else
        {
            var sum = 0u;
            for (var i = 0; i < 1_000 * (step.Number % 40); i++)
            {
                sum = (sum * 31) + (uint)i;
            }

            Say($"computed {sum}");
        }

        return Task.CompletedTask;
    }

    private void Throw(Instruction step)
    {
        if (Context is null && Attempt > 1 && !IsHidden)
        {
            return;
        }

        var text = string.Create(CultureInfo.InvariantCulture, $"p{Book.Id} {Said}");
        throw (step.Number % 5) switch
        {
            0 => new FlowRefusedException(Rule.Send, text),
            1 => new BadHttpRequestException(text, 400 + (step.Number % 20)),
            2 => new OperationCanceledException(text),
            3 => new AggregateException(new InvalidOperationException(text)),
            _ => new InvalidOperationException(text),
        };
    }

    /// <summary>A function of an event has no reply: what it saw it tells where its label may be seen.</summary>
    internal Task TellAsync() => _store.TellAsync(Program, Said);
}
