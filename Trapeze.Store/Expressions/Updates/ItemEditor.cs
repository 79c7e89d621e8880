using Amazon.DynamoDBv2.Model;
using Trapeze.Store.Expressions.Operands;
using Trapeze.Store.Expressions.Paths;

namespace Trapeze.Store.Expressions.Updates;

/// <summary>Edits an item at several paths at once: every path means a place in the item as it was.</summary>
/// <remarks>
/// First all places are found, then the edits are made: in place, then what lists gain, by ascending index, then what they lose, by
/// descending index, so that no edit moves the place of another.
/// </remarks>
internal sealed class ItemEditor(Dictionary<string, AttributeValue> item)
{
    private readonly List<Action> _inPlace = [];
    private readonly List<(List<AttributeValue> List, int Index, AttributeValue Value)> _appended = [];
    private readonly List<(List<AttributeValue> List, int Index)> _removed = [];

    /// <summary>Finds the place of an edit. The value becomes part of the item.</summary>
    public void Stage(DocumentPath path, UpdateOutcome outcome)
    {
        var (name, index) = path.Elements[^1];
        if (!path.IsNested)
        {
            StageInMap(item, path.Attribute, outcome);
            return;
        }

        var parent = path.ResolveParent(item) ?? throw UpdateRefusals.WrongPath();
        if (name is not null)
        {
            StageInMap(parent.IsMSet ? parent.M : throw UpdateRefusals.WrongPath(), name, outcome);
        }
        else
        {
            StageInList(parent.IsLSet ? parent.L : throw UpdateRefusals.WrongPath(), index, outcome);
        }
    }

    /// <summary>Makes the edits.</summary>
    public void Commit()
    {
        foreach (var edit in _inPlace)
        {
            edit();
        }

        foreach (var (list, _, value) in _appended.OrderBy(edit => edit.Index))
        {
            list.Add(value);
        }

        foreach (var (list, index) in _removed.OrderByDescending(edit => edit.Index))
        {
            list.RemoveAt(index);
        }
    }

    private void StageInMap(Dictionary<string, AttributeValue> map, string name, UpdateOutcome outcome)
    {
        if (outcome.Value is { } value)
        {
            _inPlace.Add(() => map[name] = value);
        }
        else if (outcome.Removes)
        {
            _inPlace.Add(() => map.Remove(name));
        }
    }

    private void StageInList(List<AttributeValue> list, int index, UpdateOutcome outcome)
    {
        if (outcome.Value is { } value)
        {
            if (index < list.Count)
            {
                _inPlace.Add(() => list[index] = value);
            }
            else
            {
                _appended.Add((list, index, value));
            }
        }
        else if (outcome.Removes && index < list.Count)
        {
            _removed.Add((list, index));
        }
    }
}
