using Amazon.DynamoDBv2;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>What a Query or Scan is asked for.</summary>
/// <param name="Table">The table.</param>
/// <param name="First">The first key that its conditions admit.</param>
/// <param name="Last">The last.</param>
/// <param name="Forward">Whether keys ascend.</param>
/// <param name="Legacy">Whether it is written in the parameters that were there before expressions.</param>
internal sealed record ListPlan(string Table, int First, int Last, bool Forward, bool Legacy)
{
    internal int? Limit { get; init; }

    internal Filter? Filter { get; init; }

    internal Choice Choice { get; init; } = Choice.Whole;

    internal Select? Select { get; init; }

    internal bool? Consistent { get; init; }

    internal ReturnConsumedCapacity? Counts { get; init; }

    internal bool CountsOnly => Select?.Value == "COUNT";

    /// <summary>The plan with everything else drawn.</summary>
    internal ListPlan Drawn(Dice dice)
    {
        var choice = Choice.Draw(dice, Legacy);
        return this with
        {
            Limit = dice.Flip() ? 1 + dice.Next(4) : null,
            Filter = Filter.Draw(dice),
            Choice = choice,
            Select = !choice.IsWhole ? (dice.Flip() ? Select.SPECIFIC_ATTRIBUTES : null) : dice.Next(4) switch { 0 => Select.COUNT, 1 => Select.ALL_ATTRIBUTES, _ => null },
            Consistent = dice.Next(3) switch { 0 => true, 1 => false, _ => null },
            Counts = Capacities.Draw(dice),
        };
    }
}
