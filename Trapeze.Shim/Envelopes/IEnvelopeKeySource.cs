namespace Trapeze.Shim.Envelopes;

/// <summary>Where the keys of envelopes come from. Made when the host is composed, and asked for a secret only when one is needed.</summary>
internal interface IEnvelopeKeySource
{
    /// <summary>The keys as they are now.</summary>
    /// <exception cref="EnvelopeKeysUnavailableException">They cannot be had, or they are not good.</exception>
    Task<EnvelopeKeys> ReadAsync();
}
