using Trapeze.Evidence.Protocols.Stepping;
using Trapeze.Store.DynamoDb.Protocol;

namespace Trapeze.Evidence.Protocols.Planted;

/// <summary>What stands between the protocol and the world: nothing, or a mistake that has to be found.</summary>
/// <param name="Name">What it is.</param>
/// <param name="In">The case that shows it.</param>
/// <param name="Table">Makes the table that a client has.</param>
/// <param name="Clock">Makes the clock that it has.</param>
internal sealed record Mistake(string Name, string In, Func<World, int, Scenery, SteppedTable> Table, Func<IProtocolClock, IProtocolClock> Clock)
{
    public static Mistake None { get; } = new("none", "", (world, client, scenery) => new SteppedTable(world, client, scenery), clock => clock);
}
