using Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Exhaustive;

/// <summary>Every pair of threads of so many instructions from so many words, each at every label.</summary>
internal static class Threads
{
    /// <summary>Runs every interleaving of each.</summary>
    public static Count All(World world, int length, int words, Verdict verdict)
    {
        var alphabet = Alphabet.OfThreads(world.Labels).Take(words).ToArray();
        var threads = Programs(alphabet, length).SelectMany(code => world.Labels.Select(label => (code, label))).ToArray();
        var total = default(Count);
        var gate = new Lock();
        Parallel.For(0, threads.Length, one =>
        {
            var count = default(Count);
            for (var other = 0; other <= one && verdict.Holds; other++)
            {
                count += new Interleavings(world, threads[one], threads[other], verdict).Run();
            }

            lock (gate)
            {
                total += count;
            }
        });
        return total;
    }

    // One thread starts one other at most.
    private static IEnumerable<Instruction[]> Programs(Instruction[] alphabet, int length)
    {
        IEnumerable<Instruction[]> programs = [[]];
        for (var position = 0; position < length; position++)
        {
            programs = programs.SelectMany(code => alphabet.Select(one => (Instruction[])[.. code, one]));
        }

        return programs.Where(code => code.Count(one => one.Rule == Rule.Invoke) <= 1);
    }
}
