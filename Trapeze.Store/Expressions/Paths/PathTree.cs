using Trapeze.Store.Items;

namespace Trapeze.Store.Expressions.Paths;

/// <summary>The paths of an update or projection, which must not overlap, as a tree.</summary>
internal sealed class PathTree
{
    private readonly Dictionary<PathElement, PathTree> _children = [];

    // Invariant: set iff a path ends here; then there are no children.
    private bool _isEnd;
    private DocumentPath? _first;

    /// <summary>Whether everything below is meant.</summary>
    public bool IsWhole => _isEnd;

    public IReadOnlyDictionary<PathElement, PathTree> Children => _children;

    /// <summary>Adds a path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="refuse">Makes the refusal of its reason.</param>
    /// <exception cref="ValidationException">It overlaps with an earlier one, or takes for a list what that takes for a map.</exception>
    public void Add(DocumentPath path, Func<string, ValidationException> refuse)
    {
        var node = this;
        foreach (var element in path.Elements)
        {
            if (node._isEnd)
            {
                throw Clash("overlap", node, path, refuse);
            }

            if (node._children.Count > 0 && node != this && node._children.Keys.First().Name is null != element.Name is null)
            {
                throw Clash("conflict", node, path, refuse);
            }

            if (!node._children.TryGetValue(element, out var child))
            {
                child = new PathTree { _first = path };
                node._children.Add(element, child);
            }

            node = child;
        }

        if (node._isEnd || node._children.Count > 0)
        {
            throw Clash("overlap", node, path, refuse);
        }

        node._isEnd = true;
    }

    private static ValidationException Clash(string kind, PathTree node, DocumentPath path, Func<string, ValidationException> refuse) =>
        refuse($"Two document paths {kind} with each other; must remove or rewrite one of these paths; "
            + $"path one: {node._first!.Describe()}, path two: {path.Describe()}");
}
