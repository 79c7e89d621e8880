namespace Trapeze.Evidence.Kills;

/// <summary>Says it on the output: what was said before a process died was so.</summary>
internal sealed class SpokenWitness(TextWriter output) : IWitness
{
    private const char Complaint = '!';

    private readonly Lock _lock = new();

    public void Note(Stage stage, Written write) => Say($"{stage} {write}");

    public void Complain(string text) => Say($"{Complaint} {text.ReplaceLineEndings(" ")}");

    /// <summary>Passes on what a line says. One that was cut off says nothing.</summary>
    public static void Hear(string line, IWitness witness)
    {
        if (line.StartsWith(Complaint))
        {
            witness.Complain(line);
        }
        else if (line.Split(' ') is [var stage, var worker, var key, { Length: > 0 } number] && Enum.TryParse<Stage>(stage, out var known))
        {
            witness.Note(known, Written.Parse(worker, key, number));
        }
    }

    private void Say(string line)
    {
        lock (_lock)
        {
            output.Write($"{line}\n");
            output.Flush();
        }
    }
}
