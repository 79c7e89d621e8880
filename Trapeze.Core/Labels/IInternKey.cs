namespace Trapeze.Core.Labels;

/// <summary>The content of something to intern: found if it is there, made if not.</summary>
internal interface IInternKey<T>
    where T : class
{
    /// <summary>The hash of the content, equal for equal contents.</summary>
    int Hash { get; }

    /// <summary>Whether <paramref name="candidate"/> has this content.</summary>
    bool Matches(T candidate);

    /// <summary>A new instance with this content. Called under a lock of the table; must not intern.</summary>
    T Create();
}
