using Trapeze.Core.Declassification;

namespace Trapeze.Shim.Declassification;

/// <summary>An event at a declassifier's target label, complete but for the released value.</summary>
/// <remarks>semantics §2, rule declassify: what the activation learns after it was prepared can change the released value and nothing else.</remarks>
public sealed class PreparedRelease
{
    private readonly GuardedRelease _release;
    private readonly Declassifier _declassifier;
    private readonly DeclassifierCode _code;
    private readonly string _eventName;
    private readonly byte[] _payload;
    private int _completed;

    internal PreparedRelease(GuardedRelease release, Declassifier declassifier, DeclassifierCode code, string eventName, byte[] payload)
    {
        _release = release;
        _declassifier = declassifier;
        _code = code;
        _eventName = eventName;
        _payload = payload;
    }

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
    public Task CompleteAsync<TIn>(TIn input, CancellationToken cancellationToken = default)
    {
        var port = _code.PortFor(typeof(TIn)) ?? throw new ArgumentException($"the declassifier takes no {typeof(TIn).Name}", nameof(input));
        cancellationToken.ThrowIfCancellationRequested();
        return Interlocked.Exchange(ref _completed, 1) == 0
            ? _release.CompleteAsync(_declassifier, port, input, _eventName, _payload).WaitAsync(cancellationToken)
            : throw new InvalidOperationException("the release was completed before");
    }
}
