using System.Text;

namespace BadApp.Picture;

/// <summary>64 bits as a square of eight by eight, for a console with colours or without.</summary>
public static class BitGrid
{
    private const int Side = 8;
    private const string Set = "gold1";
    private const string Clear = "grey23";

    /// <summary>Two rows of squares in one line of text: the upper half of a character, and what is behind its lower half.</summary>
    public static string Coloured(IReadOnlyList<bool> bits)
    {
        ArgumentNullException.ThrowIfNull(bits);
        return Lines(Side / 2, (row, column) => $"[{Colour(bits, 2 * row, column)} on {Colour(bits, (2 * row) + 1, column)}]▀[/]");
    }

    /// <summary>A character a bit.</summary>
    public static string Plain(IReadOnlyList<bool> bits)
    {
        ArgumentNullException.ThrowIfNull(bits);
        return Lines(Side, (row, column) => bits[(row * Side) + column] ? "#" : ".");
    }

    private static string Colour(IReadOnlyList<bool> bits, int row, int column) => bits[(row * Side) + column] ? Set : Clear;

    private static string Lines(int rows, Func<int, int, string> square)
    {
        var text = new StringBuilder();
        for (var row = 0; row < rows; row++)
        {
            text.Append(row > 0 ? "\n" : "").AppendJoin("", Enumerable.Range(0, Side).Select(column => square(row, column)));
        }

        return text.ToString();
    }
}
