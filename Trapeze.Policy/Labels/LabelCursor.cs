using System.Globalization;
using System.Text;
using Trapeze.Policy.Diagnostics;

namespace Trapeze.Policy.Labels;

/// <summary>Walks along a label's text, word by word. What cannot stand there ends the walk with a <see cref="LabelTextException"/>.</summary>
internal sealed class LabelCursor(string text)
{
    internal string Text { get; } = text;

    /// <summary>Where it stands.</summary>
    internal int At { get; private set; }

    internal bool IsAtEnd => At >= Text.Length;

    internal string TakeWhile(Func<char, bool> belongs)
    {
        var start = At;
        while (!IsAtEnd && belongs(Text[At]))
        {
            At++;
        }

        return Text[start..At];
    }

    internal void Skip()
    {
        while (!IsAtEnd && Text[At] is ' ' or '\n')
        {
            At++;
        }
    }

    internal bool Take(char expected)
    {
        Skip();
        if (IsAtEnd || Text[At] != expected)
        {
            return false;
        }

        At++;
        return true;
    }

    internal void Expect(char expected)
    {
        if (!Take(expected))
        {
            throw Syntax(At, 1, $"`{expected}` is missing here");
        }
    }

    /// <summary>Reads what stands between the brackets of a family.</summary>
    internal ParameterTemplate Parameter()
    {
        var start = At;
        if (Take('*'))
        {
            return new ParameterTemplate(ParameterTemplateKind.Any, "*");
        }

        if (!IsAtEnd && Text[At] == '"')
        {
            return new ParameterTemplate(ParameterTemplateKind.Literal, Quoted());
        }

        if (Take('$'))
        {
            var name = TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.' or ':' or '/');
            return name.Length > 0
                ? new ParameterTemplate(ParameterTemplateKind.Variable, name)
                : throw Syntax(start, 1, "a name is missing after `$`");
        }

        var value = TakeWhile(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.');
        return value.Length > 0 ? new ParameterTemplate(ParameterTemplateKind.Literal, value) : throw Unexpected();
    }

    internal LabelTextException Unexpected() =>
        IsAtEnd
            ? Syntax(At, 0, "a label is missing here")
            : Syntax(At, 1, $"{DiagnosticText.Quote(Text[At].ToString())} cannot stand here");

    private static LabelTextException Syntax(int start, int length, string message) => new(DiagnosticCode.LabelSyntax, start, length, message);

    private string Quoted()
    {
        var start = At;
        var value = new StringBuilder();
        for (At++; !IsAtEnd; At++)
        {
            var c = Text[At];
            if (c == '"')
            {
                At++;
                return value.ToString();
            }

            value.Append(c == '\\' ? Escaped() : c);
        }

        throw Syntax(start, 1, "this quote is not closed");
    }

    private char Escaped()
    {
        if (At + 5 < Text.Length && Text[At + 1] == 'u'
            && ushort.TryParse(Text.AsSpan(At + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
        {
            At += 5;
            return (char)code;
        }

        throw Syntax(At, 1, "after a backslash stands `uXXXX`");
    }
}
