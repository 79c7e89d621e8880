namespace Trapeze.Core.Activations;

/// <summary>The host's side of an activation's reply.</summary>
public interface IReply
{
    /// <summary>Sends the constant refusal and closes the reply.</summary>
    /// <remarks>
    /// semantics §2, "The reply is a channel". Called by the monitor, once at most and never after a reply was committed, under the
    /// activation's lock, before the label rises above the reply's. It must not block, not run code that waits for the reply, and
    /// not depend on the activation; what it throws is dropped, and the reply stays closed.
    /// </remarks>
    void Refuse();

    /// <summary>Ends when the reply, whoever decided it, has left this process; at once if the host does not say when that is.</summary>
    /// <remarks>
    /// semantics §2, "The reply is a channel": whatever the activation does above the reply's label, it begins when its caller has been served, so that it cannot
    /// delay that either. Called by the monitor, without a lock and on the thread that raises, before the label rises above the reply's. If it throws, the label does not rise.
    /// </remarks>
    void WaitUntilSent();
}
