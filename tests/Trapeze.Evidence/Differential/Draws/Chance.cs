namespace Trapeze.Evidence.Differential.Draws;

/// <summary>The dice of one request, which is drawn right, or with one mistake: of several, which one is told of would be anybody's choice.</summary>
internal sealed class Chance(Dice dice, bool isWrong)
{
    private bool _isWrong = isWrong;

    /// <summary>Whether there is no mistake, nor will be: then what is only wrong beside some other parameter may be drawn.</summary>
    public bool IsRight { get; } = !isWrong;

    public bool Of(int percent) => dice.Next(100) < percent;

    /// <summary>A chance of the request's mistake.</summary>
    public bool Mistake(int percent)
    {
        var isHere = _isWrong && Of(percent);
        _isWrong &= !isHere;
        return isHere;
    }

    public int Next(int bound) => dice.Next(bound);

    public bool Flip() => dice.Flip();

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[dice.Next(choices.Length)];

    public T From<T>(IReadOnlyList<T> choices) => choices[dice.Next(choices.Count)];

    /// <summary>Some elements, each at most once.</summary>
    public List<T> Some<T>(IReadOnlyList<T> choices, int most)
    {
        var rest = choices.ToList();
        List<T> some = [];
        for (var count = 1 + Next(Math.Min(most, rest.Count)); count > 0; count--)
        {
            var at = Next(rest.Count);
            some.Add(rest[at]);
            rest.RemoveAt(at);
        }

        return some;
    }
}
