namespace HelloRetail.Scenario;

/// <summary>How much happens in the scenario.</summary>
public sealed record ScenarioSize
{
    public static ScenarioSize Small { get; } = new() { Things = 3, Customers = 12, Wares = 6, Rounds = 5 };

    public int Things { get; init; } = 5;

    public int Customers { get; init; } = 240;

    public int Wares { get; init; } = 60;

    public int Rounds { get; init; } = 60;

    public int Seed { get; init; } = 2021;
}
