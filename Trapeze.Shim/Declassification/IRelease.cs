namespace Trapeze.Shim.Declassification;

/// <summary>Releases through the declassifiers that the policy gives this activation's function.</summary>
/// <remarks>semantics §2, rule declassify.</remarks>
public interface IRelease
{
    /// <summary>
    /// Freezes <paramref name="payload"/>, a JSON object, while the current label still flows to the declassifier's target: later only
    /// the released value is added to it.
    /// </summary>
    /// <exception cref="Trapeze.Core.Activations.FlowRefusedException">
    /// The policy gives this function no such declassifier or event, or the current label is above the target already.
    /// </exception>
    /// <exception cref="ArgumentException"><paramref name="payload"/> is not an object, or has a member <c>released</c>.</exception>
    PreparedRelease Prepare<T>(string declassifier, string eventName, T payload);

    /// <summary>
    /// Writes what the trusted code, a declassifier from <typeparamref name="TIn"/> to a DynamoDB item, makes of
    /// <paramref name="input"/> into <paramref name="table"/> at the declassifier's target label.
    /// </summary>
    /// <exception cref="Trapeze.Core.Activations.FlowRefusedException">The policy does not allow it, or the trusted code failed.</exception>
    Task IntoTableAsync<TIn>(string declassifier, string table, TIn input, CancellationToken cancellationToken = default);

    /// <summary>
    /// Publishes what the trusted code makes of <paramref name="input"/> as the event's member <c>released</c>, at the declassifier's
    /// target label: for a release that a high activation itself decides, so that there is nothing to freeze before.
    /// </summary>
    /// <exception cref="Trapeze.Core.Activations.FlowRefusedException">The policy does not allow it, or the trusted code failed.</exception>
    Task IntoEventAsync<TIn>(string declassifier, string eventName, TIn input, CancellationToken cancellationToken = default);
}
