namespace Trapeze.Policy.Labels;

/// <summary>A text that is no label, and where it stops being one. Never leaves <see cref="LabelReader"/>.</summary>
internal sealed class LabelTextException(string code, int start, int length, string message) : Exception(message)
{
    internal string Code { get; } = code;

    internal int Start { get; } = start;

    internal int Length { get; } = length;
}
