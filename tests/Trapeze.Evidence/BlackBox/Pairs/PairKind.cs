namespace Trapeze.Evidence.BlackBox.Pairs;

/// <summary>Who observes a pair, and what it is about.</summary>
internal enum PairKind
{
    /// <summary>The observer has a client's and the left's token, and may send what he likes.</summary>
    Usual,

    /// <summary>The observer has no token: the left and the pair's own client are hidden, too.</summary>
    Public,

    /// <summary>It is about what turns callers away, so that little of it is allowed.</summary>
    Tight,
}
