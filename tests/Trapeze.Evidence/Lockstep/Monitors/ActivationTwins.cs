using Trapeze.Core.Activations;
using Trapeze.Core.Labels;
using Trapeze.Evidence.Lockstep.Policies;
using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Monitors;

/// <summary>The shipping monitor beside the machine: every operation is done on both, and everything that can be seen is compared.</summary>
internal sealed class ActivationTwins
{
    private const string Refused = "refused by the flow policy: ";

    private readonly World _world;
    private readonly Tally _tally;
    private readonly AuditList _audit = new();
    private readonly ReferenceMonitor _monitor;
    private readonly List<(string Function, Label Label)> _pending = [];
    private readonly List<Actor> _actors = [];

    internal ActivationTwins(World world, int keys, Tally tally)
    {
        _world = world;
        _tally = tally;
        _monitor = new ReferenceMonitor(_audit);
        State = new Model.State([.. Enumerable.Range(0, keys).Select(_ => Array.Empty<Model.Facet>())], [], [], new int[world.Draft.Channels.Length * 2]);
    }

    internal World World => _world;

    internal Model.State State { get; private set; }

    internal AuditList Audit => _audit;

    /// <summary>The activations that have not ended.</summary>
    internal List<Actor> Live => _actors.FindAll(actor => !actor.Ended);

    internal IReadOnlyList<(string Function, Label Label)> Pending => _pending;

    internal Model.Activation Machine(Actor actor) => State.Activations[actor.Index];

    /// <summary>Lets the machine obey one instruction, as an activation of the actor's start under the policy.</summary>
    internal Model.Step Step(
        Actor actor, Model.Instruction instruction, Model.Label? clearance = null, Model.Channel? channel = null, Model.Declassifier? declassifier = null)
    {
        var policy = Grounds.Policy(_world, actor.Function, instruction, clearance, channel, declassifier);
        var activations = (Model.Activation[])State.Activations.Clone();
        activations[actor.Index] = activations[actor.Index] with { Position = 0 };
        var step = new Model.Machine(policy).Step(State with { Activations = activations }, actor.Index);
        State = step.Next;
        return step;
    }

    /// <summary>Lets the machine obey one instruction at a label, as the trusted base.</summary>
    /// <param name="label">The label.</param>
    /// <param name="instruction">The instruction.</param>
    /// <param name="instead">A state to look at instead of the present one, which then stays.</param>
    /// <returns>The activation after it.</returns>
    internal Model.Activation StepAt(Model.Label label, Model.Instruction instruction, Model.State? instead = null)
    {
        var state = instead ?? State;
        var index = state.Activations.Length;
        var step = new Model.Machine(Grounds.Policy(_world, 0, instruction))
            .Step(state with { Activations = [.. state.Activations, new Model.Activation(0, label, label, 0, null, false)] }, index);
        State = instead is null ? step.Next with { Activations = step.Next.Activations[..index] } : State;
        return step.Next.Activations[index];
    }

    /// <summary>Asks for an activation, and starts it, at the label that the policy gives.</summary>
    internal Actor? Start(int function, Model.Event asked, Label label, Label? replyLabel, bool throws)
    {
        State = State with { Events = [.. State.Events, asked] };
        return StartPending(State.Events.Length - 1, _world.Draft.Functions[function].Name, label, replyLabel, throws);
    }

    /// <summary>Starts what waits; a function that the policy does not know starts nowhere.</summary>
    internal Actor? StartEvent(int at, bool throws)
    {
        var (function, label) = _pending[at];
        _pending.RemoveAt(at);
        return StartPending(at, function, label, replyLabel: null, throws);
    }

    internal void Leave(string function, Label label) => _pending.Add((function, label));

    /// <summary>Takes one decision of the monitor, by the form that returns it or by the one that throws.</summary>
    internal bool Decide(string name, Operation operation, Rule rule, string? subject, Func<Decision> asks, Action throws)
    {
        _audit.Records.Clear();
        _audit.Fails = operation.Unrecorded;
        try
        {
            if (!operation.Throws)
            {
                _tally.Add($"Activation.Try{name}");
                var decision = asks();
                Disagreement.Unless("the decision's rule", rule, decision.Rule);
                return decision.IsAllowed;
            }

            _tally.Add($"Activation.{name}");
            throws();
            return true;
        }
        catch (FlowRefusedException refusal)
        {
            Disagreement.Unless("the refusal's text", Refused + (subject is null ? $"{rule}" : $"{rule} {subject}"), refusal.Message);
            Disagreement.Unless("the refusal's rule", rule, refusal.Rule);
            return false;
        }
        finally
        {
            _audit.Fails = false;
        }
    }

    internal void CompareAudit(params ReadOnlySpan<Expected> expected)
    {
        for (var at = 0; at < Math.Max(expected.Length, _audit.Records.Count); at++)
        {
            var record = at < _audit.Records.Count ? Expected.Of(_audit.Records[at], _world.Meanings) : null;
            var wanted = at < expected.Length ? expected[at] : null;
            if (record != wanted)
            {
                throw new Disagreement($"audit record {at}", wanted?.Text(_world.Meanings) ?? "none", record?.Text(_world.Meanings) ?? "none");
            }
        }
    }

    /// <summary>Compares every activation: where it is, whether its reply is open, what the reply has seen.</summary>
    internal void Compare()
    {
        foreach (var actor in _actors)
        {
            var machine = Machine(actor);
            if (machine.Label != _world.Meanings.Of(actor.Shipping.Label))
            {
                throw new Disagreement($"the label of activation {actor.Index}", _world.Meanings.Text(machine.Label), $"{actor.Shipping.Label}");
            }

            Disagreement.Unless($"activation {actor.Index}: its start label stays", true, actor.Start == _world.Meanings.Of(actor.Shipping.StartLabel));
            Disagreement.Unless($"activation {actor.Index}: its reply is open", machine.ReplyIsOpen, IsOpen(actor.Shipping));
            _tally.Add(machine.ReplyIsOpen ? "state: reply open" : "state: reply closed or none");
        }
    }

    private Actor? StartPending(int at, string name, Label label, Label? replyLabel, bool throws)
    {
        var known = _world.Policy.Functions.TryGetValue(name, out var function);
        var asked = State.Events[at];
        var index = asked.Function;
        Disagreement.Unless("the policy knows the function", index < _world.Draft.Functions.Length, known);
        var step = new Model.Machine(Grounds.Policy(_world, index, default)).Step(State, State.Activations.Length + at);
        var starts = step.Next.Activations.Length > State.Activations.Length;
        State = step.Next;
        if (function is null)
        {
            return null;
        }

        _audit.Records.Clear();
        var watch = replyLabel is null ? null : new ReplyWatch();
        var activation = Ask(
            new ActivationStart { Function = name, Label = label, Clearance = function.ClearanceFor(label), ReplyLabel = replyLabel, Reply = watch }, throws);
        Disagreement.Unless("start is allowed", starts, activation is not null);
        CompareAudit(new Expected(Rule.Start, starts ? RefusalReason.None : RefusalReason.LabelDoesNotFlow, name, asked.Label, null, asked.ReplyLabel));
        if (activation is null)
        {
            return null;
        }

        watch?.Activation = activation;
        var actor = new Actor(State.Activations.Length - 1, index, asked.Label, activation, watch);
        _actors.Add(actor);
        return actor;
    }

    private Activation? Ask(in ActivationStart start, bool throws)
    {
        if (!throws)
        {
            _tally.Add("ReferenceMonitor.TryStart");
            var decision = _monitor.TryStart(start, out var activation);
            Disagreement.Unless("an activation is there", decision.IsAllowed, activation is not null);
            return activation;
        }

        _tally.Add("ReferenceMonitor.Start");
        try
        {
            return _monitor.Start(start);
        }
        catch (FlowRefusedException refusal)
        {
            Disagreement.Unless("the refusal's text", $"{Refused}{Rule.Start} {start.Function}", refusal.Message);
            return null;
        }
    }

    // A commit that throws leaves the reply open: so one can look without closing it.
    private static bool IsOpen(Activation activation)
    {
        try
        {
            activation.TryReply(0, static _ => throw new OperationCanceledException());
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }
}
