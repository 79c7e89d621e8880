namespace Trapeze.Core.Labels;

/// <summary>Collects declarations for a <see cref="LabelOrder"/>.</summary>
public sealed class LabelOrderBuilder
{
    private readonly List<(string Name, string? Parameter)> _kinds = [];
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly List<List<(int Upper, KindRelation Relation)>> _stepsUp = [];

    internal LabelOrderBuilder()
    {
    }

    /// <summary>Declares an atom, or a family when <paramref name="parameter"/> names its parameter.</summary>
    /// <exception cref="ArgumentException">
    /// The name is taken, reserved (<c>top</c>, <c>bottom</c>) or not a name, or there are <see cref="LabelOrder.MaxKinds"/>.
    /// </exception>
    public LabelOrderBuilder Declare(string name, string? parameter = null)
    {
        if (!LabelText.IsName(name) || LabelText.IsReserved(name) || (parameter is not null && !LabelText.IsName(parameter)))
        {
            throw new ArgumentException($"`{name}` cannot name an atom", nameof(name));
        }

        if (_kinds.Count == LabelOrder.MaxKinds)
        {
            throw new ArgumentException($"an order has at most {LabelOrder.MaxKinds} atoms and families", nameof(name));
        }

        if (!_byName.TryAdd(name, _kinds.Count))
        {
            throw new ArgumentException($"`{name}` is declared twice", nameof(name));
        }

        _kinds.Add((name, parameter));
        _stepsUp.Add([]);
        return this;
    }

    /// <summary>Puts <paramref name="lower"/> below <paramref name="upper"/>, for equal parameters or for every pair.</summary>
    /// <exception cref="ArgumentException">A name is not declared, or parameters are compared that are not there.</exception>
    public LabelOrderBuilder Below(string lower, string upper, KindRelation relation = KindRelation.Every)
    {
        var from = IndexOf(lower, nameof(lower));
        var to = IndexOf(upper, nameof(upper));
        var comparesParameters = relation == KindRelation.SameParameter && _kinds[from].Parameter is not null && _kinds[to].Parameter is not null;
        if (relation != KindRelation.Every && !comparesParameters)
        {
            throw new ArgumentException("only two families have parameters to compare", nameof(relation));
        }

        _stepsUp[from].Add((to, relation));
        return this;
    }

    /// <summary>A cycle among the declared steps, lowest name first and repeated at the end; <see langword="null"/> if there is none.</summary>
    public IReadOnlyList<string>? FindCycle() => Sort(out var cycle) is null ? cycle : null;

    /// <summary>The finished order.</summary>
    /// <exception cref="InvalidOperationException">The declared steps contain a cycle.</exception>
    public LabelOrder Build()
    {
        var topDown = Sort(out var cycle) ?? throw new InvalidOperationException($"the order has a cycle: {string.Join(" < ", cycle!)}");
        var byRank = Rank(topDown);
        var ranks = new int[byRank.Length];
        for (var rank = 0; rank < byRank.Length; rank++)
        {
            ranks[byRank[rank]] = rank;
        }

        var steps = Array.ConvertAll(byRank, kind => _stepsUp[kind].ConvertAll(step => (ranks[step.Upper], step.Relation)));
        return new LabelOrder(_kinds, ranks, KindClosure.Close(steps));
    }

    private int IndexOf(string name, string argument) =>
        _byName.TryGetValue(name, out var index) ? index : throw new ArgumentException($"`{name}` is not declared", argument);

    // The higher first; of equal depth, the first declared. The depth is the longest way up, which steps that others imply do not change.
    private int[] Rank(List<int> topDown)
    {
        var depths = new int[_kinds.Count];
        foreach (var kind in topDown)
        {
            foreach (var (upper, _) in _stepsUp[kind])
            {
                depths[kind] = Math.Max(depths[kind], depths[upper] + 1);
            }
        }

        return [.. Enumerable.Range(0, _kinds.Count).OrderBy(kind => depths[kind])];
    }

    // Depth-first over the steps up, without recursion: a policy may be a chain of thousands.
    private List<int>? Sort(out List<string>? cycle)
    {
        cycle = null;
        var done = new List<int>(_kinds.Count);
        var state = new byte[_kinds.Count];
        var path = new Stack<(int Kind, int Next)>();
        for (var start = 0; start < _kinds.Count; start++)
        {
            if (state[start] != 0)
            {
                continue;
            }

            path.Push((start, 0));
            state[start] = 1;
            while (path.TryPop(out var at))
            {
                if (at.Next == _stepsUp[at.Kind].Count)
                {
                    state[at.Kind] = 2;
                    done.Add(at.Kind);
                    continue;
                }

                path.Push((at.Kind, at.Next + 1));
                var upper = _stepsUp[at.Kind][at.Next].Upper;
                if (state[upper] == 1)
                {
                    var names = path.Select(step => step.Kind).TakeWhile(kind => kind != upper).Append(upper).Reverse().ToList();
                    cycle = [.. names.Append(upper).Select(kind => _kinds[kind].Name)];
                    return null;
                }

                if (state[upper] == 0)
                {
                    state[upper] = 1;
                    path.Push((upper, 0));
                }
            }
        }

        return done;
    }
}
