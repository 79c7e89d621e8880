namespace Trapeze.Policy.Tests;

/// <summary>Policies gone wrong: a file of the tests with a few bytes, tokens or lines deleted, inserted, swapped or taken from another file.</summary>
internal static class Mutation
{
    private static readonly string[] Texts =
        [.. Directory.GetFiles(PolicyFiles.Good).Concat(Directory.GetFiles(PolicyFiles.Bad, "*.yaml")).Order(StringComparer.Ordinal).Select(File.ReadAllText).Where(text => text.Length < 8_000)];

    private static readonly string[] Nasty =
    [
        "&a ", "*a", "!!str ", "!<x> ", "? ", "- ", ": ", "{", "}", "[", "]", "|", ">", "\"", "'", "%YAML 1.2\n", "%TAG ! x\n", "---\n", "...\n", "\t", "\0", "\ud800", "\u2028", "\u202e",
        "<<: ", "$", "$id", "(", ")", "(*)", "&", " & ", " | ", " ! ", "top", "bottom", "caller", "verified", "~", "null", ",", "#", " #", "\\", "\\u", "\r", "\r\n", "\n", "\n\n", "  ", "@", "`", "é", "😀", "99999999999999",
        "labels:\n", "functions:\n", "- when: verified\n", "event ", "GET /{a}", "{*x}", "raises: ", "into: ", "client(client(", "\\ud800",
    ];

    internal static string Of(int seed)
    {
        var random = new Random(seed);
        var text = Texts[random.Next(Texts.Length)];
        for (var changes = random.Next(1, 6); changes > 0; changes--)
        {
            text = random.Next(9) switch
            {
                0 => Cut(text, random, random.Next(1, 4)),
                1 => text.Insert(random.Next(text.Length + 1), Nasty[random.Next(Nasty.Length)]),
                2 => text.Insert(random.Next(text.Length + 1), ((char)random.Next(1, 0x250)).ToString()),
                3 => Swap(text, random),
                4 => Lines(text, random),
                5 => Tokens(text, random),
                6 => Cut(text, random, random.Next(1, 60)),
                7 => Splice(text, random),
                _ => text.Insert(random.Next(text.Length + 1), string.Concat(Enumerable.Repeat(Nasty[random.Next(Nasty.Length)], random.Next(2, 40)))),
            };
        }

        return text;
    }

    private static string Cut(string text, Random random, int length)
    {
        var at = random.Next(text.Length + 1);
        return text.Remove(at, Math.Min(length, text.Length - at));
    }

    private static string Swap(string text, Random random)
    {
        if (text.Length == 0)
        {
            return text;
        }

        var characters = text.ToCharArray();
        var (a, b) = (random.Next(text.Length), random.Next(text.Length));
        (characters[a], characters[b]) = (characters[b], characters[a]);
        return new string(characters);
    }

    private static string Lines(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        var (a, b) = (random.Next(lines.Count), random.Next(lines.Count));
        switch (random.Next(3))
        {
            case 0:
                lines.RemoveAt(a);
                break;
            case 1:
                lines.Insert(a, lines[b]);
                break;
            default:
                (lines[a], lines[b]) = (lines[b], lines[a]);
                break;
        }

        return string.Join('\n', lines);
    }

    private static string Tokens(string text, Random random)
    {
        var tokens = text.Split(' ');
        var other = Texts[random.Next(Texts.Length)].Split(' ');
        tokens[random.Next(tokens.Length)] = random.Next(2) == 0 ? other[random.Next(other.Length)] : tokens[random.Next(tokens.Length)];
        return string.Join(' ', tokens);
    }

    private static string Splice(string text, Random random)
    {
        var other = Texts[random.Next(Texts.Length)];
        return string.Concat(text.AsSpan(0, random.Next(text.Length + 1)), other.AsSpan(random.Next(other.Length)));
    }
}
