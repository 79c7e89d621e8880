using System.Collections.Concurrent;

namespace Trapeze.Store.Sqlite;

/// <summary>What is known of the numbers of labels: they never change, so that what is known stays true; bounded.</summary>
internal sealed class LabelRegister
{
    private const int MaxKept = 65_536;

    private readonly ConcurrentDictionary<long, string> _texts = new();
    private readonly ConcurrentDictionary<string, long> _numbers = new(StringComparer.Ordinal);

    internal bool TryGetText(long number, out string? text) => _texts.TryGetValue(number, out text);

    internal bool TryGetNumber(string text, out long number) => _numbers.TryGetValue(text, out number);

    /// <summary>Keeps a committed number.</summary>
    internal void Keep(long number, string text)
    {
        if (_texts.Count >= MaxKept)
        {
            _texts.Clear();
            _numbers.Clear();
        }

        _texts[number] = text;
        _numbers[text] = number;
    }
}
