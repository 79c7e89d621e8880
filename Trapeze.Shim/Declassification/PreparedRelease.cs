namespace Trapeze.Shim.Declassification;

/// <summary>An event at a declassifier's target label, complete but for the released value.</summary>
/// <remarks>
/// semantics §2, rule declassify: what the activation learns after it was prepared can change the released value and nothing else. Where the
/// activation is an attempt at an event's record, the n-th release that it prepares with a declassifier for an event is the same one at every
/// attempt, and goes out once, with what it was completed with first.
/// </remarks>
public abstract class PreparedRelease
{
    /// <summary>
    /// Runs the trusted code on <paramref name="input"/> and publishes the frozen payload with the member <c>released</c> added. Once,
    /// whether it succeeds or not.
    /// </summary>
    /// <returns>Completes when the event is durable.</returns>
    /// <exception cref="InvalidOperationException">It was completed before.</exception>
    /// <exception cref="ArgumentException">The trusted code takes no <typeparamref name="TIn"/>.</exception>
    /// <exception cref="Trapeze.Core.Activations.FlowRefusedException">
    /// The declassifier does not release from the current label, or the trusted code failed.
    /// </exception>
    /// <exception cref="Events.EventsUnavailableException">The event could not be kept.</exception>
    public abstract Task CompleteAsync<TIn>(TIn input, CancellationToken cancellationToken = default);
}
