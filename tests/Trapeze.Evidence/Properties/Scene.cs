using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Properties;

/// <summary>One case: a policy, somebody who observes, and two states that are equal for him.</summary>
public sealed record Scene(Palette Palette, ReferenceMachine.Policy Policy, Machine Machine, Observer Observer, State Left, State Right)
{
    private const int MostKeys = 3;

    /// <summary>Whether the states differ in what the observer does not see.</summary>
    public bool HasSecret => !new Observer(Policy, Policy.Order.Highest).FindsEqual(Left, Right);

    /// <summary>Somebody anywhere, with or without declassifiers that work.</summary>
    public static Scene Draw(Tape tape, bool releases = true)
    {
        var palette = Palette.Draw(tape, integrityPercent: 30);
        return Draw(tape, palette, releases, vouched: false, policy => new Observer(policy, tape.Pick(palette.Labels.AsSpan(0, palette.Labels.Length - 1).ToArray())));
    }

    /// <summary>Somebody who sees every secret, but only what the first declassifier's integrity vouches for.</summary>
    public static Scene DrawRobust(Tape tape) =>
        Draw(tape, Palette.Draw(tape, integrityPercent: 100), releases: true, vouched: true, policy => new Observer(policy, new Label(0, policy.Declassifiers[0].Integrity)));

    private static Scene Draw(Tape tape, Palette palette, bool releases, bool vouched, Func<ReferenceMachine.Policy, Observer> observing)
    {
        var keys = 1 + tape.Next(MostKeys);
        var policy = new PolicyDraw(tape, palette, releases, vouched).Draw(keys);
        var observer = observing(policy);
        var (left, right) = new PairDraw(tape, policy, palette, observer).Draw(keys);
        return new Scene(palette, policy, new Machine(policy), observer, left, right);
    }
}
