using System.Collections.Immutable;
using Trapeze.Core.Labels;

namespace Trapeze.Policy.Labels;

/// <summary>What a template makes of the values of its open parameters, with a bounded memory for the common case of one.</summary>
/// <remarks>
/// Safe to share between activations: what comes out is a function of the values alone, remembered or not. The memory is a fixed
/// number of places, a few for each hash; a new value overwrites what lies in one of its places, so that nobody can make it grow or slow.
/// </remarks>
internal sealed class BoundValues<T>
    where T : class
{
    private const int Sets = 512;
    private const int Ways = 4;

    private readonly ImmutableArray<string> _names;
    private readonly Func<Bindings, T?> _make;
    private readonly T? _only;
    private readonly Remembered?[]? _memory;

    internal BoundValues(ImmutableArray<string> names, Func<Bindings, T?> make)
    {
        _names = names;
        _make = make;
        _only = names.IsEmpty ? make(Bindings.None) : null;
        _memory = names.Length == 1 ? new Remembered?[Sets * Ways] : null;
    }

    /// <summary>Binds each name to the one value that <paramref name="start"/> has for it; <see langword="null"/> if it has none or several.</summary>
    internal T? For(Label start)
    {
        if (_names.IsEmpty)
        {
            return _only;
        }

        if (_memory is not null)
        {
            return StartParameters.Find(start, _names[0]) is { } value ? Of(value) : null;
        }

        var values = new string[_names.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (StartParameters.Find(start, _names[i]) is not { } value)
            {
                return null;
            }

            values[i] = value;
        }

        return _make(new Bindings(_names, values));
    }

    /// <summary>Binds the names to values given in their order.</summary>
    internal T? Of(string[] values) =>
        _names.IsEmpty ? _only : _memory is not null ? Of(values[0]) : _make(new Bindings(_names, values));

    /// <summary>Binds the only name.</summary>
    internal T? Of(string value)
    {
        if (value.Length > LabelOrder.MaxParameterLength)
        {
            return null;
        }

        var hash = (uint)string.GetHashCode(value, StringComparison.Ordinal);
        var set = _memory.AsSpan((int)(hash % Sets) * Ways, Ways);
        var free = (int)(hash / Sets % Ways);
        for (var way = 0; way < Ways; way++)
        {
            if (Volatile.Read(ref set[way]) is not { } remembered)
            {
                free = way;
            }
            else if (string.Equals(remembered.Value, value, StringComparison.Ordinal))
            {
                return remembered.Result;
            }
        }

        var result = _make(new Bindings(_names, [value]));
        Volatile.Write(ref set[free], new Remembered(value, result));
        return result;
    }

    private sealed class Remembered(string value, T? result)
    {
        internal string Value { get; } = value;

        internal T? Result { get; } = result;
    }
}
