namespace Trapeze.Shim.Declassification;

/// <summary>An event at a declassifier's target label, complete but for the released value.</summary>
public sealed class PreparedRelease
{
    internal PreparedRelease()
    {
    }

    /// <summary>
    /// Runs the trusted code on <paramref name="input"/> and publishes the frozen payload with the member <c>released</c> added. Once.
    /// </summary>
    /// <exception cref="InvalidOperationException">It was completed before.</exception>
    /// <exception cref="Trapeze.Core.Activations.FlowRefusedException">
    /// The declassifier does not release from the current label, or the trusted code failed.
    /// </exception>
    public Task CompleteAsync<TIn>(TIn input, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("declassification is not there yet");
}
