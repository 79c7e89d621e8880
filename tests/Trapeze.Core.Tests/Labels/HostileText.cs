using System.Text;

namespace Trapeze.Core.Tests.Labels;

/// <summary>Parameter values made to break out of a label's text.</summary>
internal static class HostileText
{
    private static readonly string[] Pieces =
    [
        "a", "b", "", " ", "\"", "\\", "(", ")", "&", "|", "!", "\\u0022", "\") & owner", ") & client(b", "top", "bottom", "\0", "\n", "\r\n", "\t",
        "\u007f", "\u00e9", "\u2028", "\ud800", "\udc00", "\ud83d\ude00", "\ufeff", "\uffff", "\u202e", ".", "-", "_", "%22", "' or 1=1", "client(a)",
    ];

    public static string Draw(Tape tape)
    {
        var text = new StringBuilder();
        for (var pieces = tape.Next(6); pieces > 0; pieces--)
        {
            text.Append(tape.Next(5) == 0 ? ((char)((tape.Next(256) << 8) | tape.Next(256))).ToString() : tape.Pick(Pieces));
        }

        return text.ToString();
    }
}
