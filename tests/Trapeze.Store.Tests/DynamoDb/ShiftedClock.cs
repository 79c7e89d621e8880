namespace Trapeze.Store.Tests.DynamoDb;

/// <summary>The system's clock, put forward.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
