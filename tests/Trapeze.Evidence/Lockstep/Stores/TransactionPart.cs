using Amazon.DynamoDBv2.Model;
using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>One action of a transaction, and the machine's instruction that it is.</summary>
/// <param name="Key">The key.</param>
/// <param name="Guard">Its condition; <see langword="null"/> if it has none.</param>
/// <param name="Action">What is sent.</param>
/// <param name="Instruction">What the machine obeys: its test, and what it makes if the action writes.</param>
/// <param name="Writes">Whether the action writes.</param>
internal sealed record TransactionPart(int Key, Guard? Guard, TransactWriteItem Action, Model.Instruction Instruction, bool Writes)
{
    internal static TransactionPart Draw(Dice dice, KeySpace keys, int key, int? old)
    {
        var kind = dice.Next(4);
        // Most parts ask nothing: else hardly any transaction would be done.
        var drawn = Guard.Draw(dice, legacy: false);
        var guard = dice.Next(3) == 0 || kind == 3 ? drawn : Guard.None;
        var value = dice.Next(8);
        if (kind == 3)
        {
            return Check(keys, key, guard.Expression is null ? Guard.Present : guard);
        }

        var (table, condition, names, onFailure) = (keys.TableOf(key), guard.Expression, NullIfEmpty(guard.Names), guard.OnFailure);
        switch (kind)
        {
            case 0:
                return new(key, guard, new TransactWriteItem
                {
                    Put = new Put
                    {
                        TableName = table,
                        Item = keys.ItemOf(key, value),
                        ConditionExpression = condition,
                        ExpressionAttributeNames = names,
                        ExpressionAttributeValues = NullIfEmpty(guard.Values),
                        ReturnValuesOnConditionCheckFailure = onFailure,
                    },
                }, Instruct(key, guard, Model.Change.Put, value), Writes: true);
            case 1:
                return new(key, guard, new TransactWriteItem
                {
                    Delete = new Delete
                    {
                        TableName = table,
                        Key = keys.KeyOf(key),
                        ConditionExpression = condition,
                        ExpressionAttributeNames = names,
                        ExpressionAttributeValues = NullIfEmpty(guard.Values),
                        ReturnValuesOnConditionCheckFailure = onFailure,
                    },
                }, Instruct(key, guard, Model.Change.Delete, 0), Writes: true);
            default:
                var update = Update.Draw(dice, old, legacy: false);
                foreach (var (name, each) in guard.Values)
                {
                    update.Values[name] = each;
                }

                return new(key, guard, new TransactWriteItem
                {
                    Update = new Amazon.DynamoDBv2.Model.Update
                    {
                        TableName = table,
                        Key = keys.KeyOf(key),
                        UpdateExpression = update.Expression,
                        ConditionExpression = condition,
                        ExpressionAttributeNames = names,
                        ExpressionAttributeValues = update.Values,
                        ReturnValuesOnConditionCheckFailure = onFailure,
                    },
                }, Instruct(key, guard, update.Change, update.Amount), Writes: true);
        }
    }

    public override string ToString() =>
        $"{(Writes ? $"{Instruction.Change} {Instruction.Constant}" : "check")} {Key} if {Guard}";

    private static TransactionPart Check(KeySpace keys, int key, Guard guard) => new(key, guard, new TransactWriteItem
    {
        ConditionCheck = new ConditionCheck
        {
            TableName = keys.TableOf(key),
            Key = keys.KeyOf(key),
            ConditionExpression = guard.Expression,
            ExpressionAttributeNames = NullIfEmpty(guard.Names),
            ExpressionAttributeValues = NullIfEmpty(guard.Values),
            ReturnValuesOnConditionCheckFailure = guard.OnFailure,
        },
    }, Instruct(key, guard, Model.Change.Put, 0), Writes: false);

    private static Model.Instruction Instruct(int key, Guard guard, Model.Change change, int value) => new(Model.Rule.ConditionalWrite)
    {
        Key = key,
        Constant = value,
        Test = guard.Test,
        Expected = guard.Number,
        Change = change,
    };

    private static Dictionary<string, T>? NullIfEmpty<T>(Dictionary<string, T> map) => map.Count > 0 ? map : null;
}
