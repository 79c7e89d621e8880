using Trapeze.Core.Labels;
using Trapeze.Testing;

namespace Trapeze.Store.Tests.Programs;

/// <summary>The store, through the client, against the meaning; and against itself without what is hidden.</summary>
public sealed class LockstepTests
{
    private const int Steps = 40;

    [Fact]
    public void Store_AnyProgram_AnswersAsTheMeaningDoes()
    {
        int absent = 0, refused = 0, answers = 0;
        Law.Holds(LabelCases.Tapes(600), tape =>
        {
            using var temporary = new TemporaryStore();
            var store = new StoreRunner(temporary.Store);
            var model = new ModelRunner();
            foreach (var (step, index) in Program(tape).Select((step, index) => (step, index)))
            {
                var (actual, expected) = (store.RunAsync(step).GetAwaiter().GetResult(), model.Run(step));
                Assert.True(actual == expected, $"{index}: {step}: `{actual}` for `{expected}`");
                answers++;
                absent += actual == "-" ? 1 : 0;
                refused += actual.StartsWith("refused", StringComparison.Ordinal) ? 1 : 0;
                if (index % 16 == 15)
                {
                    temporary.Store.SweepAsync(3).GetAwaiter().GetResult();
                }
            }
        }, 150);
        Assert.True(absent > answers / 50 && refused > answers / 50, $"the programs are vacuous: {absent} absent, {refused} refused of {answers}");
    }

    [Fact]
    public void Store_WithAndWithoutHiddenSteps_AnswersTheSame()
    {
        int hidden = 0, visible = 0;
        Law.Holds(LabelCases.Tapes(600), tape =>
        {
            var program = Program(tape);
            var observer = program[tape[0] % program.Count].Label;
            using var whole = new TemporaryStore();
            using var part = new TemporaryStore();
            var withHidden = new StoreRunner(whole.Store);
            var without = new StoreRunner(part.Store);
            foreach (var step in program)
            {
                var answer = withHidden.RunAsync(step).GetAwaiter().GetResult();
                if (step.Label.FlowsTo(observer))
                {
                    visible++;
                    var alone = without.RunAsync(step).GetAwaiter().GetResult();
                    Assert.True(answer == alone, $"{observer} sees {step}: `{answer}`, without what is hidden `{alone}`");
                }
                else
                {
                    hidden++;
                }
            }
        }, 150);
        Assert.True(Math.Min(hidden, visible) > (hidden + visible) / 20, $"the programs are vacuous: {hidden} hidden, {visible} visible");
    }

    private static IReadOnlyList<Step> Program(byte[] tape)
    {
        // Labels that the store refuses as too complex are left to PlacementTests.
        var order = new LabelCases(tape).Order();
        var placement = new Trapeze.Store.Places.Placement(order);
        return [.. Step.Decode([.. tape.Skip(20)], order, Steps).Where(step => Fits(placement, step.Label))];
    }

    internal static bool Fits(Trapeze.Store.Places.Placement placement, Label label)
    {
        try
        {
            placement.FilingOf(label);
            placement.SightOf(label);
            return true;
        }
        catch (Trapeze.Store.Places.TooManyPlacesException)
        {
            return false;
        }
    }
}
