using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>DynamoDB's published rule for what a request costs: a function of what is sent and seen.</summary>
internal static class Capacities
{
    internal static ReturnConsumedCapacity? Draw(Dice dice) => dice.Next(4) switch
    {
        0 => ReturnConsumedCapacity.TOTAL,
        1 => ReturnConsumedCapacity.INDEXES,
        2 => ReturnConsumedCapacity.NONE,
        _ => null,
    };

    internal static double Read(long bytes, bool? consistent) => Math.Max(1, (bytes + 4095) / 4096) * (consistent == true ? 1 : 0.5);

    internal static double Write(params ReadOnlySpan<long> bytes)
    {
        var most = 1L;
        foreach (var each in bytes)
        {
            most = Math.Max(most, (each + 1023) / 1024);
        }

        return most;
    }

    /// <summary>A write of one item over another: an index consumes for each entry that it loses or gets, and nothing for one that stays.</summary>
    internal static IndexedUnits OfWrite(string table, Dictionary<string, AttributeValue>? old, Dictionary<string, AttributeValue>? made)
    {
        var (before, after) = (old is null ? 0 : Contents.SizeOf(old), made is null ? 0 : Contents.SizeOf(made));
        var stays = old is not null && made is not null && old[Contents.Number].N == made[Contents.Number].N;
        double? index = !KeySpace.IsIndexed(table) || stays || (old is null && made is null)
            ? null
            : (old is null ? 0 : Write(before)) + (made is null ? 0 : Write(after));
        return new(Write(before, after), index);
    }

    internal static string Show(string? asked, string table, IndexedUnits units) => asked switch
    {
        "TOTAL" => $"{table} {units.Table + units.Index.GetValueOrDefault():r}",
        "INDEXES" => $"{table} {units.Table + units.Index.GetValueOrDefault():r} of it {units.Table:r}{(units.Index is { } index ? $" and {index:r}" : "")}",
        _ => "",
    };

    internal static string Show(ReturnConsumedCapacity? asked, string table, double units) => asked?.Value switch
    {
        "TOTAL" => $"{table} {units:r}",
        "INDEXES" => $"{table} {units:r} of it {units:r}",
        _ => "",
    };

    internal static string Show(ConsumedCapacity? consumed) => consumed is null ? ""
        : consumed.Table is { } part ? $"{consumed.TableName} {consumed.CapacityUnits:r} of it {part.CapacityUnits:r}{string.Concat((consumed.GlobalSecondaryIndexes ?? []).Select(index => $" and {index.Value.CapacityUnits:r}"))}"
        : $"{consumed.TableName} {consumed.CapacityUnits:r}";
}
