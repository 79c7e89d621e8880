using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>An update, in one of its ways of being written, and the machine's change that it is.</summary>
/// <param name="Change">Put or Add.</param>
/// <param name="Amount">The value that is put, or what is added; sums stay among the machine's values.</param>
/// <param name="Expression">As an expression; <see langword="null"/> in the legacy form.</param>
internal sealed record Update(Model.Change Change, int Amount, string? Expression)
{
    internal Dictionary<string, AttributeValue> Values { get; } = new(StringComparer.Ordinal);

    internal Dictionary<string, AttributeValueUpdate>? Legacy { get; private init; }

    /// <summary>An update of a key that has this value in the machine's view.</summary>
    internal static Update Draw(Dice dice, int? old, bool legacy)
    {
        var (adds, form, made) = (dice.Next(3) > 0, dice.Next(3), dice.Next(8));
        var amount = adds ? made - (old ?? 0) : made;
        var change = adds ? Model.Change.Add : Model.Change.Put;
        if (legacy)
        {
            return new(change, amount, null)
            {
                Legacy = new(StringComparer.Ordinal)
                {
                    [Contents.Number] = new(Contents.N(amount), adds ? AttributeAction.ADD : AttributeAction.PUT),
                    [Contents.Text] = new(Contents.T(made), AttributeAction.PUT),
                    [Contents.Set] = new(Contents.S(made), AttributeAction.PUT),
                },
            };
        }

        var expression = (adds, form) switch
        {
            (false, _) => "SET n = :n, t = :t, s = :s",
            (true, 0) => "SET n = if_not_exists(n, :zero) + :n, t = :t, s = :s",
            (true, 1) => "SET t = :t, s = :s ADD n :n",
            (true, _) => "ADD n :n SET s = :s, t = :t",
        };
        var update = new Update(change, amount, expression)
        {
            Values = { [":n"] = Contents.N(amount), [":t"] = Contents.T(made), [":s"] = Contents.S(made) },
        };
        if (adds && form == 0)
        {
            update.Values[":zero"] = Contents.N(0);
        }

        return update;
    }
}
