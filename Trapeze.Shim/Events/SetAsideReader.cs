using Microsoft.Data.Sqlite;
using Trapeze.Core.Labels;

namespace Trapeze.Shim.Events;

/// <summary>Reads the events that were set aside as somebody of a clearance may see them; for the trusted base, while the host runs or not.</summary>
public static class SetAsideReader
{
    /// <summary>The events whose label flows to <paramref name="clearance"/>, and no sign of the others.</summary>
    /// <remarks>An event whose label is no label of the clearance's order, or was not what it was published with, is shown to ⊤ alone.</remarks>
    /// <param name="dataFolder">The data folder of the host.</param>
    /// <param name="clearance">The highest label that the reader may observe.</param>
    public static IReadOnlyList<SetAsideEvent> Read(string dataFolder, Label clearance)
    {
        ArgumentException.ThrowIfNullOrEmpty(dataFolder);
        ArgumentNullException.ThrowIfNull(clearance);
        var path = Path.Combine(dataFolder, QueueFile.Name);
        if (!File.Exists(path))
        {
            return [];
        }

        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 30 }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, name, function, label, attempt, aside, payload FROM record WHERE aside IS NOT NULL ORDER BY id";
        using var reader = command.ExecuteReader();
        var found = new List<SetAsideEvent>();
        while (reader.Read())
        {
            var label = reader.GetString(3);
            var reason = Enum.Parse<SetAsideReason>(reader.GetString(5));
            if (reason is not SetAsideReason.NotAuthentic && clearance.Order.TryParse(label, out var carried, out _) ? carried.FlowsTo(clearance) : clearance.Equals(clearance.Order.Top))
            {
                found.Add(new SetAsideEvent(reader.GetString(0), reader.GetString(1), reader.GetString(2), label, reader.GetInt32(4),
                    reason, (byte[])reader[6]));
            }
        }

        return found;
    }
}
