namespace HelloRetail.People;

/// <summary>The people of the published scenario.</summary>
public static class Cast
{
    public static Person Owen { get; } = new("owen", "Owen", Role.Owner);

    public static Person Alice { get; } = new("alice", "Alice", Role.Client);

    public static Person Bob { get; } = new("bob", "Bob", Role.Client);

    public static Person Peter { get; } = new("peter", "Peter", Role.Photographer);

    public static Person Paul { get; } = new("paul", "Paul", Role.Photographer);

    public static IReadOnlyList<Person> Everyone { get; } = [Owen, Alice, Bob, Peter, Paul];
}
