namespace Trapeze.Evidence.Kills;

/// <summary>What is known of one write.</summary>
public enum Stage
{
    /// <summary>It was begun: it may have been done, may yet be, or never.</summary>
    Begun,

    /// <summary>Its own label was told that it had been done, by a later attempt.</summary>
    Known,

    /// <summary>It was acknowledged.</summary>
    Acknowledged,
}
