using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using HelloRetail.Rows;

namespace HelloRetail.Workflows;

/// <summary>Which photographer has which assignment, at the owner's label.</summary>
/// <remarks>
/// A photographer's workload is one row, replaced on condition that nobody replaced it meanwhile: so two assignments at once cannot
/// both take the last free place, and an assignment is there whole or not at all.
/// </remarks>
public sealed class AssignmentBook(AmazonDynamoDBClient store)
{
    private const int Places = 40;

    /// <summary>Gives the product to the photographer with the fewest assignments, or finds who has it already; null if none is free.</summary>
    public async Task<Assignment?> ReserveAsync(string product, CancellationToken cancellation)
    {
        while (true)
        {
            var workloads = await ListWorkloadsAsync(cancellation);
            if (workloads.Find(workload => workload.Open.ContainsKey(product)) is { } holder)
            {
                return new Assignment(holder.Open[product], product, holder.Photographer, AssignmentStatus.Wanted);
            }

            var free = workloads.Where(workload => workload.Open.Count < Places)
                .OrderBy(workload => workload.Open.Count + workload.Done)
                .ThenBy(workload => workload.Photographer, StringComparer.Ordinal)
                .FirstOrDefault();
            if (free is null)
            {
                return null;
            }

            var request = Guid.NewGuid().ToString("n");
            if (await ReplaceAsync(free, free with { Open = free.Open.Add(product, request), Version = free.Version + 1 }, cancellation))
            {
                return new Assignment(request, product, free.Photographer, AssignmentStatus.Wanted);
            }
        }
    }

    /// <summary>Frees the place that the assignment took.</summary>
    public async Task FreeAsync(Assignment assignment, CancellationToken cancellation)
    {
        while (await FindWorkloadAsync(assignment.Photographer, cancellation) is { } workload
            && string.Equals(workload.Open.GetValueOrDefault(assignment.Product), assignment.Request, StringComparison.Ordinal))
        {
            var freed = workload with { Open = workload.Open.Remove(assignment.Product), Done = workload.Done + 1, Version = workload.Version + 1 };
            if (await ReplaceAsync(workload, freed, cancellation))
            {
                return;
            }
        }
    }

    /// <summary>Records the assignment as wanted, unless it is recorded.</summary>
    public async Task RecordAsync(Assignment assignment, CancellationToken cancellation)
    {
        try
        {
            await store.PutItemAsync(
                new PutItemRequest
                {
                    TableName = Tables.Assignment,
                    Item = new Dictionary<string, AttributeValue>
                    {
                        ["parcel"] = new(assignment.Request),
                        ["product"] = new(assignment.Product),
                        ["photographer"] = new(assignment.Photographer),
                        ["status"] = new(nameof(AssignmentStatus.Wanted)),
                    },
                    ConditionExpression = "attribute_not_exists(parcel)",
                },
                cancellation);
        }
        catch (ConditionalCheckFailedException)
        {
            // Recorded by an earlier attempt; it may be further on by now.
        }
    }

    public async Task<Assignment?> FindAsync(string request, CancellationToken cancellation) =>
        await store.FindAsync(Tables.Assignment, "parcel", request, cancellation) is { } row
            ? new Assignment(request, row.Text("product")!, row.Text("photographer")!, Enum.Parse<AssignmentStatus>(row.Text("status")!))
            : null;

    /// <summary>Settles a wanted assignment. An assignment has one outcome; a second try of the same outcome is told yes again.</summary>
    public async Task<bool> SettleAsync(string request, AssignmentStatus outcome, CancellationToken cancellation)
    {
        try
        {
            await store.UpdateItemAsync(
                new UpdateItemRequest
                {
                    TableName = Tables.Assignment,
                    Key = new Dictionary<string, AttributeValue> { ["parcel"] = new(request) },
                    UpdateExpression = "SET #status = :outcome",
                    ConditionExpression = "#status IN (:wanted, :outcome)",
                    ExpressionAttributeNames = new Dictionary<string, string> { ["#status"] = "status" },
                    ExpressionAttributeValues = new Dictionary<string, AttributeValue>
                    {
                        [":wanted"] = new(nameof(AssignmentStatus.Wanted)),
                        [":outcome"] = new(outcome.ToString()),
                    },
                },
                cancellation);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }

    private async Task<List<Workload>> ListWorkloadsAsync(CancellationToken cancellation)
    {
        var photographers = await store.ListAsync(new ScanRequest { TableName = Tables.Photographer }, cancellation);
        var workloads = new List<Workload>(photographers.Count);
        foreach (var photographer in photographers)
        {
            var id = photographer.Text("id")!;
            workloads.Add(await FindWorkloadAsync(id, cancellation) ?? Workload.None(id));
        }

        return workloads;
    }

    private async Task<Workload?> FindWorkloadAsync(string photographer, CancellationToken cancellation) =>
        await store.FindAsync(Tables.Workload, "photographer", photographer, cancellation) is { } row ? Workload.From(row) : null;

    private async Task<bool> ReplaceAsync(Workload old, Workload changed, CancellationToken cancellation)
    {
        try
        {
            await store.PutItemAsync(
                new PutItemRequest
                {
                    TableName = Tables.Workload,
                    Item = changed.ToItem(),
                    ConditionExpression = "attribute_not_exists(photographer) OR version = :old",
                    ExpressionAttributeValues = new Dictionary<string, AttributeValue> { [":old"] = ((decimal)old.Version).ToAttribute() },
                },
                cancellation);
            return true;
        }
        catch (ConditionalCheckFailedException)
        {
            return false;
        }
    }
}
