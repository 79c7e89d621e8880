namespace Trapeze.Core.Activations;

/// <summary>The host's side of an activation's reply.</summary>
public interface IReply
{
    /// <summary>
    /// Sends the constant refusal and closes the reply. Called once at most, by the monitor, under the activation's lock, at the moment
    /// when the label rises above the reply's; it must not block and must not depend on the activation.
    /// </summary>
    /// <remarks>semantics §2, "The reply is a channel".</remarks>
    void Refuse();
}
