namespace Trapeze.LocalLambda;

/// <summary>How many messages a queue has.</summary>
/// <param name="Visible">Those that may be received.</param>
/// <param name="InFlight">Those that have been received and not deleted.</param>
/// <param name="Delayed">Those that have not been received yet, and may not be.</param>
public sealed record QueueCounts(int Visible, int InFlight, int Delayed)
{
    /// <summary>All of them.</summary>
    public int Total => Visible + InFlight + Delayed;
}
