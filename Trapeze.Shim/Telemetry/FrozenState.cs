using System.Collections;
using System.Globalization;

namespace Trapeze.Shim.Telemetry;

/// <summary>A log line's or scope's text and values as they were when it was judged: a provider that looks later sees nothing newer.</summary>
internal sealed class FrozenState : IReadOnlyList<KeyValuePair<string, object?>>
{
    private readonly string _text;
    private readonly KeyValuePair<string, object?>[] _values;

    private FrozenState(string text, KeyValuePair<string, object?>[] values)
    {
        _text = text;
        _values = values;
    }

    public int Count => _values.Length;

    public KeyValuePair<string, object?> this[int index] => _values[index];

    internal static FrozenState Of<TState>(TState state, string text) => new(
        text,
        state is IEnumerable<KeyValuePair<string, object?>> values ? [.. values.Select(value => KeyValuePair.Create(value.Key, Freeze(value.Value)))] : []);

    internal static FrozenState OfScope<TState>(TState state) => Of(state, Text(state));

    internal static string Format(FrozenState state, Exception? exception) => state._text;

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => _values.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public override string ToString() => _text;

    private static object? Freeze(object? value) =>
        value is null or string || value.GetType() is { IsPrimitive: true } or { IsEnum: true }
        || value is decimal or Guid or DateTime or DateTimeOffset or TimeSpan or DateOnly or TimeOnly
            ? value
            : Text(value);

    private static string Text(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
}
