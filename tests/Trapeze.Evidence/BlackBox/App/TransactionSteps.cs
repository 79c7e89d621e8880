using System.Globalization;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Microsoft.Extensions.DependencyInjection;
using Trapeze.Evidence.BlackBox.Programs;

namespace Trapeze.Evidence.BlackBox.App;

/// <summary>What a program does in the store in one step of several keys.</summary>
internal sealed class TransactionSteps(ProgramRun run)
{
    private const int Keys = 11;
    private const int Tokens = 3;

    internal Task DoAsync(Instruction step) => step.Number % 4 == 2 ? GetAsync(step) : WriteAsync(step);

    private static int Other(Instruction step, int by) => (step.Key + by) % Keys;

    private IAmazonDynamoDB Client => run.Services.GetRequiredService<IAmazonDynamoDB>();

    private async Task GetAsync(Instruction step)
    {
        var got = await Client.TransactGetItemsAsync(new TransactGetItemsRequest
        {
            TransactItems = [.. ((int[])[step.Key, Other(step, 1), Other(step, 5)]).Select(key => new TransactGetItem { Get = new() { TableName = StoreSteps.Table(run.Book, key), Key = StoreSteps.Key(key) } })],
            ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
        });
        run.Say($"all of {string.Join(" | ", got.Responses.Select(each => StoreSteps.Show(each.Item)))} {Show(got.ConsumedCapacity)}");
    }

    private async Task WriteAsync(Instruction step)
    {
        var (put, deleted, asked, updated) = (step.Key, Other(step, 2), Other(step, 4), Other(step, 7));
        try
        {
            var written = await Client.TransactWriteItemsAsync(new TransactWriteItemsRequest
            {
                TransactItems =
                [
                    new() { Put = new() { TableName = Table(put), Item = StoreSteps.Item(put, step.Text), ConditionExpression = step.Number % 3 == 0 ? "attribute_not_exists(v)" : null, ReturnValuesOnConditionCheckFailure = "ALL_OLD" } },
                    new() { Delete = new() { TableName = Table(deleted), Key = StoreSteps.Key(deleted) } },
                    new() { ConditionCheck = new() { TableName = Table(asked), Key = StoreSteps.Key(asked), ConditionExpression = step.Number % 5 == 0 ? "attribute_exists(v)" : "attribute_not_exists(v)", ReturnValuesOnConditionCheckFailure = "ALL_OLD" } },
                    new()
                    {
                        Update = new()
                        {
                            TableName = Table(updated),
                            Key = StoreSteps.Key(updated),
                            UpdateExpression = "SET v = :new ADD n :one",
                            ExpressionAttributeValues = new(StringComparer.Ordinal) { [":new"] = new() { S = step.Text }, [":one"] = new() { N = "1" } },
                        },
                    },
                ],

                // A few, so that they meet: at the same label one stands for its request, at every other it is unknown.
                ClientRequestToken = step.Number % 7 < Tokens ? string.Create(CultureInfo.InvariantCulture, $"{run.Book.Run}-{step.Number % 7}") : null,
                ReturnConsumedCapacity = ReturnConsumedCapacity.TOTAL,
                ReturnItemCollectionMetrics = ReturnItemCollectionMetrics.SIZE,
            });
            run.Say($"all written {Show(written.ConsumedCapacity)} {written.ItemCollectionMetrics?.Count}");
        }
        catch (TransactionCanceledException cancelled)
        {
            run.Say($"none written {cancelled.Message} {string.Join(" | ", (cancelled.CancellationReasons ?? []).Select(reason => $"{reason.Code} {reason.Message} {StoreSteps.Show(reason.Item)}"))}");
        }
    }

    private static string Show(List<ConsumedCapacity>? capacities) => string.Join(' ', (capacities ?? []).Select(StoreSteps.Show));

    private string Table(int key) => StoreSteps.Table(run.Book, key);
}
