using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Trapeze.Core.Labels;

namespace Trapeze.Shim.Audit;

/// <summary>Reads an audit log as somebody of a clearance may see it.</summary>
public static class AuditReader
{
    /// <summary>The name of the audit log's folder in the data folder.</summary>
    public const string FolderName = "audit";

    /// <summary>The entries whose label flows to <paramref name="clearance"/>, oldest first, and no sign of the others.</summary>
    /// <remarks>An entry whose label is no label of the clearance's order is shown to ⊤ alone. What is still being written may be missing.</remarks>
    /// <param name="dataFolder">The data folder of the host.</param>
    /// <param name="clearance">The highest label that the reader may observe.</param>
    public static IEnumerable<AuditEntry> Read(string dataFolder, Label clearance)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        ArgumentNullException.ThrowIfNull(clearance);
        return ReadAll(Path.Combine(dataFolder, FolderName), clearance);
    }

    private static IEnumerable<AuditEntry> ReadAll(string folder, Label clearance)
    {
        var visible = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var path in AuditSegments.List(folder))
        {
            using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            while (reader.ReadLine() is { } line)
            {
                if (TryRead(line, out var entry) && IsVisible(entry.Label))
                {
                    yield return entry;
                }
            }
        }

        bool IsVisible(string text)
        {
            if (!visible.TryGetValue(text, out var shown))
            {
                shown = clearance.Order.TryParse(text, out var label, out _) ? label.FlowsTo(clearance) : clearance.Equals(clearance.Order.Top);
                visible.Add(text, shown);
            }

            return shown;
        }
    }

    // A line that the end of the process has cut short is none.
    private static bool TryRead(string line, [NotNullWhen(true)] out AuditEntry? entry)
    {
        entry = null;
        try
        {
            using var json = JsonDocument.Parse(line);
            var record = json.RootElement;
            if (record.ValueKind != JsonValueKind.Object || Text(record, AuditFormat.LabelName) is not { } label
                || !record.TryGetProperty(AuditFormat.TimeName, out var time) || !time.TryGetDateTimeOffset(out var at))
            {
                return false;
            }

            entry = new AuditEntry(
                at,
                Text(record, AuditFormat.ActivationName) ?? "",
                Text(record, AuditFormat.FunctionName) ?? "",
                Text(record, AuditFormat.RuleName) ?? "",
                Text(record, AuditFormat.ReasonName),
                label,
                Text(record, AuditFormat.SubjectName),
                Text(record, AuditFormat.TargetName),
                Text(record, AuditFormat.SinkName),
                Text(record, AuditFormat.DetailName));
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? Text(JsonElement record, string name) =>
        record.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
