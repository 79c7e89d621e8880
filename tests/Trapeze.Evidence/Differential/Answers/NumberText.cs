using System.Globalization;

namespace Trapeze.Evidence.Differential.Answers;

/// <summary>The canonical text of a number, found without the engine's own code.</summary>
internal static class NumberText
{
    /// <summary>Plain digits and the exponent of the last; what is no number stays as it is.</summary>
    public static string Canonical(string number)
    {
        var text = string.Concat(number.Select(letter => CharUnicodeInfo.GetDecimalDigitValue(letter) is var digit and >= 0 ? (char)('0' + digit) : letter)).TrimStart('+', '-');
        var mark = text.IndexOfAny(['e', 'E']);
        if (!int.TryParse(mark < 0 ? "0" : text[(mark + 1)..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent))
        {
            return number;
        }

        var mantissa = mark < 0 ? text : text[..mark];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        exponent -= point < 0 ? 0 : mantissa.Length - point - 1;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal).TrimStart('0');
        var significant = digits.TrimEnd('0');
        return significant.Length == 0 ? "0"
            : string.Create(CultureInfo.InvariantCulture, $"{(number[0] == '-' ? "-" : "")}{significant}e{exponent + digits.Length - significant.Length}");
    }
}
