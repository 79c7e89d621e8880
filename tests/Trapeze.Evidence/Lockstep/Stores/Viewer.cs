using Amazon.DynamoDBv2;
using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Stores;

/// <summary>Somebody at a label, with a client: an activation, or the trusted base at one of the case's labels.</summary>
/// <param name="Name">For people.</param>
/// <param name="Label">The label of this moment.</param>
/// <param name="Client">The shipping store's client.</param>
/// <param name="Obey">Lets the machine obey an instruction at the label, and gives the activation after it.</param>
internal sealed record Viewer(string Name, Model.Label Label, AmazonDynamoDBClient Client, Func<Model.Instruction, Model.Activation> Obey)
{
    /// <summary>What the machine gets for a key at the label.</summary>
    internal int? Get(int key) => Obey(new Model.Instruction(Model.Rule.Get) { Key = key }) is { Result: not Model.Activation.Absent } found ? found.Result : null;
}
