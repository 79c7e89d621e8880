using FsCheck;
using FsCheck.Fluent;

namespace Trapeze.Testing;

/// <summary>
/// Checks a property as a law. A failure prints the seed; <c>TRAPEZE_SEED=seed,gamma</c> replays it and
/// <c>TRAPEZE_CASES=n</c> sets the number of cases.
/// </summary>
public static class Law
{
    public static void Holds<T>(Arbitrary<T> cases, Func<T, bool> law, int count = 1_000) => Check(Prop.ForAll(cases, law), count);

    public static void Holds<T>(Gen<T> cases, Func<T, bool> law, int count = 1_000) => Check(Prop.ForAll(cases.ToArbitrary(), law), count);

    public static void Holds<T>(Gen<T> cases, Action<T> law, int count = 1_000) => Check(Prop.ForAll(cases.ToArbitrary(), law), count);

    private static void Check(Property property, int count)
    {
        var config = Config.QuickThrowOnFailure.WithMaxTest((int)Replay.Cases(count));
        if (Replay.Law is var (seed, gamma))
        {
            config = config.WithReplay(seed, gamma);
        }

        property.Check(config);
    }
}
