namespace Trapeze.Evidence.Protocols.Stepping;

/// <summary>One step of a run, as it can be taken again in another.</summary>
/// <param name="Client">Who took it.</param>
/// <param name="Which">Which of all that waited of the client's.</param>
/// <param name="Time">When.</param>
internal sealed record Step(int Client, int Which, long Time)
{
    /// <summary>What chance decided in it.</summary>
    public List<int> Choices { get; } = [];

    public bool IsCrash => Which < 0;
}
