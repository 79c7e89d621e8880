using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Properties;

/// <summary>Draws two states that are equal for one observer and have nothing else in common.</summary>
/// <remarks>What he sees is drawn once for both; what he does not see is drawn for each, and stands anywhere between.</remarks>
internal sealed class PairDraw
{
    private const int Values = 8;

    private readonly Tape _tape;
    private readonly ReferenceMachine.Policy _policy;
    private readonly Palette _palette;
    private readonly Observer _observer;
    private readonly Label[] _visible;
    private readonly Label[] _hidden;
    private int _requests;

    public PairDraw(Tape tape, ReferenceMachine.Policy policy, Palette palette, Observer observer)
    {
        (_tape, _policy, _palette, _observer) = (tape, policy, palette, observer);
        _visible = [.. palette.Labels.Where(observer.Sees)];
        _hidden = [.. palette.Labels.Where(label => !observer.Sees(label))];
    }

    public (State Left, State Right) Draw(int keys)
    {
        var left = new State(new Facet[keys][], [], [], new int[_policy.Channels.Length]);
        var right = new State(new Facet[keys][], [], [], new int[_policy.Channels.Length]);
        for (var key = 0; key < keys; key++)
        {
            (left.Store[key], right.Store[key]) = Row(_tape.Next(4), label => new Facet(label, _tape.Next(4) == 3 ? null : _tape.Next(Values)));
        }

        var activations = Row(1 + _tape.Next(4), Activation);
        var events = Row(_tape.Next(3), Event);
        for (var channel = 0; channel < left.Answers.Length; channel++)
        {
            var answer = _tape.Next(Values);
            left.Answers[channel] = answer;
            right.Answers[channel] = _observer.Sees(_policy.Channels[channel].Answers) ? answer : _tape.Next(Values);
        }

        return (left with { Activations = activations.Left, Events = events.Left }, right with { Activations = activations.Right, Events = events.Right });
    }

    private (T[] Left, T[] Right) Row<T>(int length, Func<Label, T> draw)
    {
        var left = new List<T>(length);
        var right = new List<T>(length);
        for (var slot = 0; slot < length; slot++)
        {
            if (_hidden.Length == 0 || (_visible.Length > 0 && _tape.Next(2) == 0))
            {
                var shared = draw(_tape.Pick(_visible));
                left.Add(shared);
                right.Add(shared);
                continue;
            }

            var sides = _tape.Next(4);
            if (sides != 1)
            {
                left.Add(draw(_tape.Pick(_hidden)));
            }

            if (sides != 0)
            {
                right.Add(draw(_tape.Pick(_hidden)));
            }
        }

        return ([.. left], [.. right]);
    }

    private Activation Activation(Label label)
    {
        var function = _tape.Next(_policy.Functions.Length);
        var start = _tape.Pick(_palette.Labels);
        var above = label.Join(_tape.Pick(_palette.Labels));
        var reply = _tape.Next(4);
        return new Activation(function, start.FlowsTo(label) ? start : label, label, ++_requests, reply == 0 ? null : reply == 1 ? _tape.Pick(_palette.Labels) : above, reply > 1)
        {
            Position = _tape.Next(_policy.Functions[function].Code.Length),
            Result = _tape.Next(Values + 1) - 1,
            Kept = _tape.Next(Values + 1) - 1,
            Status = _tape.Next(2),
        };
    }

    private Event Event(Label label)
    {
        var function = _tape.Next(8) == 7 ? _policy.Functions.Length : _tape.Next(_policy.Functions.Length);
        Label? reply = _tape.Next(4) switch
        {
            0 => null,
            1 => _tape.Pick(_palette.Labels),
            _ => label.Join(_tape.Pick(_palette.Labels)),
        };
        return new Event(function, _tape.Next(Values), label, ++_requests, reply);
    }
}
