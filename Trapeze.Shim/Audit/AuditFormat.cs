using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Trapeze.Core.Activations;
using Trapeze.Core.Labels;

namespace Trapeze.Shim.Audit;

/// <summary>A record as one line of JSON. Used by one thread.</summary>
internal sealed class AuditFormat : IDisposable
{
    internal const string TimeName = "time";
    internal const string ActivationName = "activation";
    internal const string FunctionName = "function";
    internal const string RuleName = "rule";
    internal const string ReasonName = "reason";
    internal const string LabelName = "label";
    internal const string SubjectName = "subject";
    internal const string TargetName = "target";
    internal const string SinkName = "sink";
    internal const string DetailName = "detail";
    private const int MaxCached = 4_096;
    private static readonly JsonEncodedText[] Rules = [.. Enum.GetNames<Rule>().Select(name => JsonEncodedText.Encode(name))];
    private static readonly JsonEncodedText[] Reasons = [.. Enum.GetNames<RefusalReason>().Select(name => JsonEncodedText.Encode(name))];
    private readonly Dictionary<Label, JsonEncodedText> _labels = new(ReferenceComparer.Instance);
    private readonly ArrayBufferWriter<byte> _buffer = new(64 * 1_024);
    private readonly Utf8JsonWriter _json;

    internal AuditFormat() => _json = new Utf8JsonWriter(_buffer, new JsonWriterOptions { SkipValidation = true });

    internal ReadOnlyMemory<byte> Written => _buffer.WrittenMemory;

    internal void Clear() => _buffer.ResetWrittenCount();

    internal void Append(in AuditLine line)
    {
        var record = line.Record;
        _json.Reset();
        _json.WriteStartObject();
        _json.WriteString(TimeName, line.Time);
        Span<byte> id = stackalloc byte[32];
        record.Activation.Value.TryFormat(id, out var length, "x32", CultureInfo.InvariantCulture);
        _json.WriteString(ActivationName, id[..length]);
        _json.WriteString(FunctionName, record.Function);
        _json.WriteString(RuleName, Rules[(int)record.Decision.Rule]);
        if (!record.Decision.IsAllowed)
        {
            _json.WriteString(ReasonName, Reasons[(int)record.Decision.Reason]);
        }

        _json.WriteString(LabelName, TextOf(record.Label));
        if (record.Subject is not null)
        {
            _json.WriteString(SubjectName, record.Subject);
        }

        if (record.Target is not null)
        {
            _json.WriteString(TargetName, TextOf(record.Target));
        }

        if (record.Sink is not null)
        {
            _json.WriteString(SinkName, record.Sink);
        }

        if (record.Detail is not null)
        {
            _json.WriteString(DetailName, record.Detail);
        }

        _json.WriteEndObject();
        _json.Flush();
        _buffer.GetSpan(1)[0] = (byte)'\n';
        _buffer.Advance(1);
    }

    public void Dispose() => _json.Dispose();

    private JsonEncodedText TextOf(Label label)
    {
        if (!_labels.TryGetValue(label, out var text))
        {
            if (_labels.Count == MaxCached)
            {
                _labels.Clear();
            }

            _labels.Add(label, text = JsonEncodedText.Encode(label.ToString()));
        }

        return text;
    }

    private sealed class ReferenceComparer : IEqualityComparer<Label>
    {
        internal static ReferenceComparer Instance { get; } = new();

        public bool Equals(Label? x, Label? y) => ReferenceEquals(x, y);

        public int GetHashCode(Label obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
