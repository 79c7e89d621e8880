namespace Trapeze.ReferenceMachine;

/// <summary>The semantics as a program: one method for each rule, nothing else, nothing kept.</summary>
/// <remarks>semantics §2 and §3, to be read beside that page. Values are numbers from 0 to 7.</remarks>
public sealed class Machine(Policy policy)
{
    private const int Values = 8;

    /// <summary>Lets an activation, or behind them a pending event, take one step.</summary>
    public Step Step(State state, int choice)
    {
        ArgumentNullException.ThrowIfNull(state);
        if (choice >= state.Activations.Length)
        {
            return Start(state, choice - state.Activations.Length);
        }

        var at = state.Activations[choice];
        var code = policy.Functions[at.Function].Code;
        if (at.Position >= code.Length)
        {
            return new Step(state, Output.Nothing);
        }

        var move = new Move(state, choice, code[at.Position]);
        return move.Instruction.Rule switch
        {
            Rule.RaiseLabel => RaiseLabel(move),
            Rule.Reply => Reply(move),
            Rule.Send => Send(move),
            Rule.Receive => Receive(move),
            Rule.Invoke => Invoke(move),
            Rule.Declassify => Declassify(move),
            Rule.Get => Get(move),
            Rule.Write => Write(move),
            Rule.Delete => Delete(move),
            Rule.List => List(move),
            Rule.ConditionalWrite => ConditionalWrite(move),
            Rule.Compute => Compute(move),
            Rule.Fail => Fail(move),
            _ => throw new ArgumentException("a function cannot start itself", nameof(state)),
        };
    }

    // start: the policy names a label for the event; otherwise nothing starts, and nothing goes out.
    private Step Start(State state, int index)
    {
        var asked = state.Events[index];
        var rest = state with { Events = Without(state.Events, index) };
        if (asked.Function >= policy.Functions.Length || (asked.ReplyLabel is { } reply && !asked.Label.FlowsTo(reply)))
        {
            return new Step(rest, Output.Nothing);
        }

        var started = new Activation(asked.Function, asked.Label, asked.Label, asked.Request, asked.ReplyLabel, asked.ReplyLabel is not null) { Result = asked.Value };
        return new Step(rest with { Activations = [.. rest.Activations, started] }, Output.Nothing);
    }

    // raiseLabel(l'): l ⊑ l' and within the clearance. A reply that may not carry l' is refused while the label is still l.
    private Step RaiseLabel(in Move move)
    {
        var at = move.Activation;
        var to = move.Target;
        if (!at.Label.FlowsTo(to) || !Permits(at, to))
        {
            return move.Refused();
        }

        var closes = at.ReplyIsOpen && !to.FlowsTo(at.ReplyLabel!.Value);
        var output = closes ? new Output(OutputKind.Refused, at.ReplyLabel!.Value, at.Request, 0) : Output.Nothing;
        return move.Then(at with { Label = to, ReplyIsOpen = at.ReplyIsOpen && !closes, Status = 1 }, output);
    }

    // The reply is a channel that is used once.
    private static Step Reply(in Move move)
    {
        var at = move.Activation;
        return at.ReplyIsOpen
            ? move.Then(at with { ReplyIsOpen = false, Status = 1 }, new Output(OutputKind.Replied, at.ReplyLabel!.Value, at.Request, move.Value))
            : move.Refused();
    }

    // send(ch, v): l ⊑ label(ch); otherwise nothing at all goes out.
    private Step Send(in Move move)
    {
        var channel = policy.Channels[move.Instruction.Subject];
        return move.Activation.Label.FlowsTo(channel.Label)
            ? move.Then(move.Activation with { Status = 1 }, new Output(OutputKind.Sent, channel.Label, move.Instruction.Subject, move.Value))
            : move.Refused();
    }

    // What a channel brings comes in only where its label flows to.
    private Step Receive(in Move move)
    {
        var at = move.Activation;
        var channel = move.Instruction.Subject;
        return policy.Channels[channel].Answers.FlowsTo(at.Label)
            ? move.Then(at with { Result = move.State.Answers[channel], Status = 1 })
            : move.Refused();
    }

    // invoke(f, v, l'): l ⊑ l'. Fire and forget: whether f exists, starts or ends, the caller does not learn.
    private static Step Invoke(in Move move)
    {
        var to = move.Target;
        if (!move.Activation.Label.FlowsTo(to))
        {
            return move.Refused();
        }

        var step = move.Then(move.Activation with { Status = 1 });
        return step with { Next = Pending(step.Next, new Event(move.Instruction.Subject, move.Value, to)) };
    }

    // declassify(d, v): function, sink, l and the integrity of l are within d's bounds; a channel must carry the target.
    private Step Declassify(in Move move)
    {
        var at = move.Activation;
        var index = move.Instruction.Subject;
        var declassifier = policy.Declassifiers[index];
        var allowed = declassifier.Function == at.Function
            && (declassifier.Sinks & move.Instruction.Sink) != Sinks.None
            && at.Label.FlowsTo(declassifier.From)
            && Label.FormulaFlows(declassifier.Integrity, at.Label.Integrity)
            && (move.Instruction.Sink != Sinks.Channel || declassifier.To.FlowsTo(policy.Channels[move.Instruction.SinkSubject].Label));
        if (!allowed)
        {
            return move.Refused();
        }

        var release = new Release(index, Declassifier.Released(move.Value), move.Instruction.Sink, move.Instruction.SinkSubject);
        return Apply(move.Then(at with { Status = 1 }).Next, release);
    }

    /// <summary>What a release does, whoever made it: this much, and no more, of a declassifying step is for those below.</summary>
    public Step Apply(State state, Release release)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(release);
        var to = policy.Declassifiers[release.Declassifier].To;
        return release.Sink switch
        {
            Sinks.Channel => new Step(state, new Output(OutputKind.Sent, policy.Channels[release.Subject].Label, release.Subject, release.Value), release),
            Sinks.Table => new Step(state with { Store = Replaced(state.Store, release.Subject, Facets.Write(state.Store[release.Subject], release.Value, to)) }, Output.Nothing, release),
            Sinks.Event => new Step(Pending(state, new Event(release.Subject, release.Value, to)), Output.Nothing, release),
            _ => throw new ArgumentException("a release has one sink", nameof(release)),
        };
    }

    private static Step Get(in Move move) =>
        move.Then(move.Activation with { Result = Facets.Get(move.Facets, move.Activation.Label) ?? Activation.Absent, Status = 1 });

    private static Step Write(in Move move) => Stored(move.Then(move.Activation with { Status = 1 }), move, move.Value);

    private static Step Delete(in Move move) => Stored(move.Then(move.Activation with { Status = 1 }), move, value: null);

    // list(range): the keys whose get is present, in order, a page at a time; a full page says where the next begins.
    private static Step List(in Move move)
    {
        var at = move.Activation;
        int keys = 0, count = 0, next = Activation.Absent;
        var last = Math.Min(move.Instruction.LastKey, move.State.Store.Length - 1);
        for (var key = move.Instruction.Key; key <= last && count < move.Instruction.Limit; key++)
        {
            if (Facets.Get(move.State.Store[key], at.Label) is not null)
            {
                keys |= 1 << key;
                next = ++count == move.Instruction.Limit ? key : Activation.Absent;
            }
        }

        return move.Then(at with { Result = keys, Kept = next, Status = 1 });
    }

    // A conditional write tests the view; it succeeds or fails on the view alone, and gives what was there.
    private static Step ConditionalWrite(in Move move)
    {
        var old = Facets.Get(move.Facets, move.Activation.Label);
        var met = move.Instruction.Test switch
        {
            Test.Always => true,
            Test.Absent => old is null,
            Test.Present => old is not null,
            Test.Equal => old == move.Instruction.Expected,
            _ => throw new ArgumentException("no such test", nameof(move)),
        };
        var result = move.Activation with { Result = old ?? Activation.Absent };
        if (!met)
        {
            return move.Then(result with { Status = 0 });
        }

        int? value = move.Instruction.Change switch
        {
            Change.Put => move.Value,
            Change.Add => ((old ?? 0) + move.Value) & (Values - 1),
            Change.Delete => null,
            _ => throw new ArgumentException("no such change", nameof(move)),
        };
        return Stored(move.Then(result with { Status = 1 }), move, value);
    }

    private static Step Compute(in Move move)
    {
        var at = move.Activation;
        return move.Instruction.Computation switch
        {
            Computation.Keep => move.Then(at with { Kept = move.Value }),
            Computation.Add => move.Then(at with { Result = (at.Result + move.Value) & (Values - 1) }),
            Computation.SkipIfZero => move.Then(at with { Position = at.Position + (move.Register <= 0 ? 1 : 0) }),
            Computation.Restart => move.Then(at with { Position = -1 }),
            Computation.Hang => move.Then(at with { Position = at.Position - 1 }),
            _ => throw new ArgumentException("no such computation", nameof(move)),
        };
    }

    // The function crashes: an open reply becomes the constant failure.
    private Step Fail(in Move move)
    {
        var at = move.Activation;
        var output = at.ReplyIsOpen ? new Output(OutputKind.Failed, at.ReplyLabel!.Value, at.Request, 0) : Output.Nothing;
        return move.Then(at with { ReplyIsOpen = false, Position = policy.Functions[at.Function].Code.Length }, output);
    }

    private bool Permits(Activation at, Label to) => to == at.StartLabel || (policy.Functions[at.Function].Clearance is { } clearance && to.FlowsTo(clearance));

    private static Step Stored(Step step, in Move move, int? value) => step with
    {
        Next = step.Next with { Store = Replaced(step.Next.Store, move.Instruction.Key, Facets.Write(move.Facets, value, move.Activation.Label)) },
    };

    private static State Pending(State state, Event added) => state with { Events = [.. state.Events, added] };

    private static T[] Replaced<T>(T[] all, int index, T value)
    {
        var copy = (T[])all.Clone();
        copy[index] = value;
        return copy;
    }

    private static T[] Without<T>(T[] all, int index) => [.. all[..index], .. all[(index + 1)..]];

    /// <summary>An activation about to obey an instruction.</summary>
    private readonly ref struct Move(State state, int index, Instruction instruction)
    {
        private const int Mask = Values - 1;

        public State State { get; } = state;

        public Instruction Instruction { get; } = instruction;

        public Activation Activation { get; } = state.Activations[index];

        public Facet[] Facets => State.Store[Instruction.Key];

        public int Register => Instruction.Operand switch
        {
            Operand.Constant => Instruction.Constant,
            Operand.Result => Activation.Result,
            Operand.Kept => Activation.Kept,
            Operand.Status => Activation.Status,
            _ => throw new InvalidOperationException("no such operand"),
        };

        public int Value => Register & Mask;

        public Label Target => Instruction.Joins ? Activation.Label.Join(Instruction.Label) : Instruction.Label;

        public Step Then(Activation changed, Output output = default) =>
            new(State with { Activations = Replaced(State.Activations, index, changed with { Position = changed.Position + 1 }) }, output);

        public Step Refused() => Then(Activation with { Status = 0 });
    }
}
