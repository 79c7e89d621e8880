namespace Trapeze.Sandbox.Seccomp;

/// <summary>What becomes of each call, by its number, as a search that halves: the kernel goes through it for every number there is, each time that a program begins.</summary>
/// <param name="program">Where the search is put; what it has loaded is the number.</param>
internal sealed class CallTable(BpfProgram program)
{
    // Invariant: of numbers that follow each other those of one range are of one entry; what is in none has none.
    private readonly SortedDictionary<uint, (uint Behind, Action<BpfProgram> Then)> _ranges = [];

    /// <summary>Says what becomes of a call; it has to end in a verdict, whatever its arguments are.</summary>
    internal CallTable IfEqual(uint number, Action<BpfProgram> then) => IfWithin(number, number + 1, then);

    /// <summary>Says what becomes of calls.</summary>
    internal CallTable IfWithin(uint first, uint behind, Action<BpfProgram> then)
    {
        _ranges.Add(first, (behind, then));
        return this;
    }

    /// <summary>Puts down what was said, and what becomes of all other calls.</summary>
    internal BpfProgram Say(Verdict otherwise)
    {
        var parts = new List<(uint First, Action<BpfProgram> Then)>();
        var next = 0U;
        foreach (var (first, (behind, then)) in _ranges)
        {
            if (first > next)
            {
                parts.Add((next, rest => rest.Say(otherwise)));
            }

            parts.Add((first, then));
            next = behind;
        }

        parts.Add((next, rest => rest.Say(otherwise)));
        Put(program, parts);
        return program;
    }

    private static void Put(BpfProgram program, List<(uint First, Action<BpfProgram> Then)> parts)
    {
        if (parts is [var (_, then)])
        {
            then(program);
            return;
        }

        var middle = parts.Count / 2;
        program.IfNotLess(parts[middle].First, upper => Put(upper, parts[middle..]));
        Put(program, parts[..middle]);
    }
}
