using System.Globalization;
using Amazon.DynamoDBv2.Model;
using FsCheck;
using FsCheck.Fluent;
using Trapeze.Store.Expressions;
using Trapeze.Store.Items;
using Trapeze.Store.Tests.Items;
using Trapeze.Testing;

namespace Trapeze.Store.Tests.Expressions;

public sealed class UpdateLaws
{
    private static readonly KeySchema Schema = new(new("pk", AttributeKind.S), null);
    private static readonly Dictionary<string, AttributeValue> Key = new() { ["pk"] = new("p") };

    private static Gen<(Dictionary<string, AttributeValue> Item, AttributeValue Value, string Name, string Other)> Samples { get; } =
        from item in Values.Item
        from value in Values.Value
        from name in Values.Name
        from other in Values.Name.Where(other => other != name)
        select (item, value, name, other);

    [Fact]
    public void Set_ThenRead_GivesTheValue() => Law.Holds(Samples, sample =>
    {
        var result = Apply($"SET {sample.Name} = :v", sample.Item, sample.Value).Item;
        return ValueComparer.Instance.Equals(result[sample.Name], sample.Value) && SameBut(sample.Item, result, sample.Name);
    });

    [Fact]
    public void Set_Twice_IsSetOnce() => Law.Holds(Samples, sample =>
        ValueComparer.Equal(
            Apply($"SET {sample.Name} = :v", sample.Item, sample.Value).Item,
            Apply($"SET {sample.Name} = :v", Apply($"SET {sample.Name} = :v", sample.Item, sample.Value).Item, sample.Value).Item));

    [Fact]
    public void Set_Swap_ReadsTheOldItem() => Law.Holds(Samples, sample =>
    {
        if (!sample.Item.TryGetValue(sample.Name, out var first) || !sample.Item.TryGetValue(sample.Other, out var second))
        {
            return true;
        }

        var swapped = Apply($"SET {sample.Name} = {sample.Other}, {sample.Other} = {sample.Name}", sample.Item).Item;
        return ValueComparer.Instance.Equals(swapped[sample.Name], second) && ValueComparer.Instance.Equals(swapped[sample.Other], first);
    });

    [Fact]
    public void Remove_ThenExists_IsFalse() => Law.Holds(Samples, sample =>
    {
        var result = Apply($"REMOVE {sample.Name}", sample.Item);
        return !result.Item.ContainsKey(sample.Name) && SameBut(sample.Item, result.Item, sample.Name)
            && result.UpdatedOld.ContainsKey(sample.Name) == sample.Item.ContainsKey(sample.Name) && result.UpdatedNew.Count == 0;
    });

    [Fact]
    public void IfNotExists_IsSetOnlyIfAbsent() => Law.Holds(Samples, sample =>
        ValueComparer.Instance.Equals(
            Apply($"SET {sample.Name} = if_not_exists({sample.Name}, :v)", sample.Item, sample.Value).Item[sample.Name],
            sample.Item.GetValueOrDefault(sample.Name, sample.Value)));

    [Fact]
    public void Sections_InAnyOrder_AreTheSame() => Law.Holds(Samples, sample =>
        ValueComparer.Equal(
            Apply($"SET {sample.Name} = :v REMOVE {sample.Other}", sample.Item, sample.Value).Item,
            Apply($"REMOVE {sample.Other} SET {sample.Name} = :v", sample.Item, sample.Value).Item));

    [Fact]
    public void AddThenDelete_OfNewMembers_IsNothing() => Law.Holds(
        from left in Gen.Elements("a", "b", "c").NonEmptyListOf()
        from right in Gen.Elements("d", "e").NonEmptyListOf()
        select (Left: left.Distinct().ToList(), Right: right.Distinct().ToList()),
        sample =>
        {
            var item = new Dictionary<string, AttributeValue>(Key) { ["a"] = new() { SS = sample.Left } };
            var members = new AttributeValue { SS = sample.Right };
            var added = Apply("ADD a :v", item, members).Item;
            return added["a"].SS.Count == sample.Left.Count + sample.Right.Count && ValueComparer.Equal(item, Apply("DELETE a :v", added, members).Item);
        });

    [Fact]
    public void ListEdits_MeanThePlacesOfTheOldList() => Law.Holds(
        from length in Gen.Choose(0, 5)
        from edits in (from index in Gen.Choose(0, 8) from removes in Gen.Elements(true, false) select (Index: index, Removes: removes)).NonEmptyListOf()
        select (Length: length, Edits: edits.DistinctBy(edit => edit.Index).ToList()),
        sample =>
        {
            // The model is a sparse array that closes up at the end.
            var model = new SortedDictionary<int, string>();
            for (var index = 0; index < sample.Length; index++)
            {
                model[index] = $"old{index}";
            }

            foreach (var (index, removes) in sample.Edits)
            {
                _ = removes ? model.Remove(index) : (model[index] = "new") is null;
            }

            var sets = sample.Edits.Where(edit => !edit.Removes).Select(edit => $"a[{edit.Index}] = :v").ToList();
            var removals = sample.Edits.Where(edit => edit.Removes).Select(edit => $"a[{edit.Index}]").ToList();
            var text = (sets.Count > 0 ? $"SET {string.Join(", ", sets)} " : "") + (removals.Count > 0 ? $"REMOVE {string.Join(", ", removals)}" : "");
            var item = new Dictionary<string, AttributeValue>(Key)
            {
                ["a"] = new() { L = [.. Enumerable.Range(0, sample.Length).Select(index => new AttributeValue(string.Create(CultureInfo.InvariantCulture, $"old{index}")))] },
            };
            return Apply(text, item, sets.Count > 0 ? new AttributeValue("new") : null).Item["a"].L.Select(element => element.S).SequenceEqual(model.Values);
        },
        2_000);

    [Fact]
    public void ToString_ReadsBack() => Law.Holds(
        Gen.Elements(
            "SET a = b + c, d = if_not_exists(e, f) REMOVE g.h[0], i ADD j :v DELETE k :v",
            "ADD a :v SET b = list_append(c, d), e.f = :v REMOVE g",
            "SET a = (b - c)"),
        text =>
        {
            var values = new Dictionary<string, AttributeValue> { [":v"] = new() { SS = ["x"] } };
            var printed = UpdateExpression.Parse(text, new Placeholders(null, values)).ToString();
            return UpdateExpression.Parse(printed, new Placeholders(null, values)).ToString() == printed;
        },
        20);

    private static UpdateResult Apply(string text, Dictionary<string, AttributeValue> item, AttributeValue? value = null) =>
        UpdateExpression.Parse(text, new Placeholders(null, value is null ? null : new() { [":v"] = value })).Apply(item, Key);

    private static bool SameBut(Dictionary<string, AttributeValue> left, Dictionary<string, AttributeValue> right, string name) =>
        ValueComparer.Equal(
            left.Where(entry => entry.Key != name).ToDictionary(entry => entry.Key, entry => entry.Value),
            right.Where(entry => entry.Key != name).ToDictionary(entry => entry.Key, entry => entry.Value));
}
