namespace Trapeze.LocalLambda.Instances;

/// <summary>What became of an answer that a runtime has posted.</summary>
internal enum Posted
{
    Accepted,

    /// <summary>Nothing of that id runs here, or not any more.</summary>
    Stale,

    /// <summary>The invocation is answered already.</summary>
    Twice,
}
