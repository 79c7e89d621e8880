using System.Collections.Immutable;
using System.Globalization;
using Trapeze.Evidence.BlackBox.Programs;

namespace Trapeze.Evidence.BlackBox.Pairs;

/// <summary>Makes programs for hostile handlers.</summary>
internal sealed class ProgramGenerator(Dice dice, int pair)
{
    private const int Deepest = 2;

    // As often as makes each at least three of a hundred steps that are done.
    private static readonly ImmutableArray<(Op Op, int Weight)> InSight =
    [
        (Op.Get, 8), (Op.Put, 3), (Op.Delete, 8), (Op.Test, 9), (Op.Query, 10), (Op.Scan, 10), (Op.Batch, 7), (Op.Send, 8), (Op.Publish, 7), (Op.Log, 8),
        (Op.Measure, 8), (Op.Respond, 9), (Op.Write, 8), (Op.Identify, 11), (Op.Compute, 8), (Op.Branch, 4), (Op.Forget, 6), (Op.Throw, 6), (Op.Abort, 3),
        (Op.Raise, 2), (Op.Release, 10),
    ];

    private static readonly ImmutableArray<(Op Op, int Weight)> OutOfSight =
    [
        (Op.Get, 6), (Op.Put, 3), (Op.Delete, 9), (Op.Test, 7), (Op.Query, 7), (Op.Scan, 7), (Op.Batch, 6), (Op.Send, 8), (Op.Publish, 9), (Op.Log, 9),
        (Op.Measure, 8), (Op.Respond, 8), (Op.Write, 8), (Op.Identify, 8), (Op.Compute, 8), (Op.Branch, 4), (Op.Forget, 14), (Op.Throw, 9), (Op.Abort, 10),
        (Op.Hang, 20), (Op.Raise, 2), (Op.Release, 10),
    ];

    internal string Client => string.Create(CultureInfo.InvariantCulture, $"a{pair}");

    internal string Stranger => string.Create(CultureInfo.InvariantCulture, $"b{pair}");

    /// <summary>A program that starts in the observer's sight.</summary>
    internal ImmutableArray<Instruction> Visible(bool rises, bool mayRelease)
    {
        var before = Steps(InSight, 1 + dice.Next(4), 0, mayRelease);
        if (!rises)
        {
            return before;
        }

        // Most of what goes wrong begins with a raise, and with a secret that decides what comes next.
        var raise = mayRelease && dice.Next(4) == 0
            ? new Instruction(Op.Release, dice.Next(11), dice.Next(3), "owner")
            : new Instruction(Op.Raise, 0, dice.Next(4), dice.Pick(["owner", "owner", "vault", $"card({Client})"]));
        return [.. before, raise, .. OfSecrets(mayRelease: false)];
    }

    /// <summary>A program that runs out of the observer's sight.</summary>
    /// <param name="mayRelease">Not if the observer could see what is released: whether it is would depend on secrets.</param>
    internal ImmutableArray<Instruction> OfSecrets(bool mayRelease)
    {
        var steps = Steps(OutOfSight, 2 + dice.Next(4), 0, mayRelease);
        return dice.Next(3) > 0 ? steps : [new Instruction(Op.Branch, dice.Next(11)) { Inner = steps, Other = Steps(OutOfSight, 1 + dice.Next(3), 0, mayRelease) }];
    }

    /// <summary>The secrets themselves.</summary>
    internal ImmutableArray<Instruction> Seed() =>
        [.. Enumerable.Range(0, 1 + dice.Next(2)).Select(_ => new Instruction(dice.Flip() ? Op.Batch : Op.Put, dice.Next(11), 1, Value()))];

    private ImmutableArray<Instruction> Steps(ImmutableArray<(Op Op, int Weight)> weights, int count, int depth, bool mayRelease)
    {
        var steps = ImmutableArray.CreateBuilder<Instruction>(count);
        while (steps.Count < count)
        {
            var op = Pick(weights);
            if (depth < Deepest && (mayRelease || op is not Op.Release) && (depth == 0 || op is not (Op.Branch or Op.Forget)))
            {
                steps.Add(Step(op, weights, depth, mayRelease));
            }
        }

        return steps.ToImmutable();
    }

    private Instruction Step(Op op, ImmutableArray<(Op Op, int Weight)> weights, int depth, bool mayRelease)
    {
        var step = new Instruction(op, dice.Next(11), dice.Next(840), op switch
        {
            Op.Raise => Label(),
            Op.Publish => dice.Flip() ? "" : Label(),
            Op.Release => "",
            _ => Value(),
        });
        return op switch
        {
            Op.Branch => step with { Inner = Steps(weights, 1 + dice.Next(2), depth + 1, mayRelease), Other = Steps(weights, dice.Next(2), depth + 1, mayRelease) },
            Op.Publish when depth == 0 => dice.Flip() ? step with { Inner = Steps(weights, 1 + dice.Next(2), depth + 1, mayRelease: false) } : Climb(step),
            Op.Forget => step with { Inner = weights == OutOfSight ? Steps(weights, 1 + dice.Next(2), depth + 1, mayRelease: false) : TooLate() },
            Op.Measure or Op.Respond when depth == 0 && dice.Flip() => step with { Inner = Steps(weights, 1, depth + 1, mayRelease: false) },
            _ => step,
        };
    }

    // An event may rise too, and fail or hang then: nothing of that comes back to where it started.
    private Instruction Climb(Instruction step) => step with
    {
        Number = step.Number / 3 * 3,
        Inner =
        [
            new Instruction(dice.Pick([Op.Send, Op.Log, Op.Measure, Op.Put]), dice.Next(11), dice.Next(2), Value()),
            new Instruction(Op.Raise, 0, 0, "owner"),
            new Instruction(Op.Branch, dice.Next(11)) { Inner = [new Instruction(dice.Pick([Op.Throw, Op.Hang]), 0, dice.Next(60))], Other = Steps(OutOfSight, 1, Deepest - 1, mayRelease: false) },
        ],
    };

    // After the reply: what is done to it is lost, and services of the request are gone.
    private ImmutableArray<Instruction> TooLate() =>
        [.. Enumerable.Range(0, 1 + dice.Next(3)).Select(_ => new Instruction(dice.Pick([Op.Write, Op.Respond, Op.Abort, Op.Compute]), dice.Next(11), dice.Next(84), Value()))];

    private string Value() => string.Create(CultureInfo.InvariantCulture, $"v{dice.Next(8)}");

    private string Label() => dice.Pick(["public", "left", "right", "owner", "vault", $"client({Client})", $"client({Stranger})", $"card({Client})", $"left & client({Client})", "left | right"]);

    private Op Pick(ImmutableArray<(Op Op, int Weight)> weights)
    {
        var at = dice.Next(weights.Sum(choice => choice.Weight));
        foreach (var (op, weight) in weights)
        {
            at -= weight;
            if (at < 0)
            {
                return op;
            }
        }

        return weights[0].Op;
    }
}
