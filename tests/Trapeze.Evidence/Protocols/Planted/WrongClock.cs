using Trapeze.Store.DynamoDb.Protocol;

namespace Trapeze.Evidence.Protocols.Planted;

/// <summary>A clock that does not wait, or does not know how far it is off.</summary>
internal sealed class WrongClock(IProtocolClock clock) : IProtocolClock
{
    public bool WaitsForNoMoment { get; init; }

    public bool NeverPauses { get; init; }

    public bool IsSure { get; init; }

    public long Now => clock.Now;

    public long Tick => clock.Tick;

    public long Uncertainty => IsSure ? 0 : clock.Uncertainty;

    public ValueTask WaitBehindAsync(long moment) => WaitsForNoMoment ? default : clock.WaitBehindAsync(moment);

    public ValueTask PauseAsync(long duration) => NeverPauses ? default : clock.PauseAsync(duration);
}
