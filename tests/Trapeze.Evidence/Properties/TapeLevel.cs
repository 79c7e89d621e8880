namespace Trapeze.Evidence.Properties;

/// <summary>A property of the machine whose cases are tapes.</summary>
public abstract class TapeLevel : ILevel
{
    private const int MostShrinks = 3_000;

    /// <inheritdoc/>
    public abstract string Name { get; }

    /// <summary>Looks at one case.</summary>
    /// <returns>What is wrong, for people; <see langword="null"/> if nothing is.</returns>
    public string? Check(byte[] tape, Tally tally)
    {
        try
        {
            return Look(new Tape(tape), tally);
        }
        catch (Exception thrown) when (thrown is not OutOfMemoryException)
        {
            return $"thrown: {thrown}";
        }
    }

    /// <inheritdoc/>
    public Task<Finding?> SearchAsync(ulong seed, long cases, CancellationToken cancellationToken)
    {
        var tally = new Tally();
        for (var index = 0L; index < cases; index++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var tape = Tape.Draw(Dice.Of(seed, index));
            if (Check(tape, tally) is { } wrong)
            {
                return Task.FromResult<Finding?>(new Finding(Name, seed, index, Least(tape, wrong)));
            }
        }

        return Task.FromResult<Finding?>(null);
    }

    /// <summary>Looks at one case.</summary>
    protected abstract string? Look(Tape tape, Tally tally);

    private string Least(byte[] tape, string wrong)
    {
        var tries = 0;
        for (var simpler = true; simpler && tries < MostShrinks;)
        {
            simpler = false;
            foreach (var candidate in Tape.Simpler(tape))
            {
                if (tries++ == MostShrinks)
                {
                    break;
                }

                if (Check(candidate, new Tally()) is { } still)
                {
                    (tape, wrong, simpler) = (candidate, still, true);
                    break;
                }
            }
        }

        return wrong;
    }
}
