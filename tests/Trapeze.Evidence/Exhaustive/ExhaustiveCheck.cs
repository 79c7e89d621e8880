namespace Trapeze.Evidence.Exhaustive;

/// <summary>The whole check up to a bound, a stage at a time.</summary>
public static class ExhaustiveCheck
{
    /// <summary>Runs the stages, until one finds something.</summary>
    public static IEnumerable<(string Stage, Count Count)> Run(Bound bound, Verdict verdict) =>
        Stages(bound, verdict).TakeWhile(_ => verdict.Holds).Select(stage => (stage.Name, stage.Run()));

    private static IEnumerable<(string Name, Func<Count> Run)> Stages(Bound bound, Verdict verdict)
    {
        foreach (var world in new[] { World.Diamond, World.Vouched })
        {
            yield return ($"{world.Name}: store instructions from every store", () => SingleSteps.OfStores(world, bound, verdict));
            yield return ($"{world.Name}: all others from every activation", () => SingleSteps.OfActivations(world, bound, verdict));
        }

        yield return ($"{World.Diamond.Name}: interleavings of 2 × 2 instructions", () => Threads.All(World.Diamond, 2, bound.PairWords, verdict));
        yield return ($"{World.Diamond.Name}: interleavings of 2 × 3 instructions", () => Threads.All(World.Diamond, 3, bound.TripleWords, verdict));
    }
}
