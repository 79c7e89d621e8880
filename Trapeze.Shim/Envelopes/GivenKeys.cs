namespace Trapeze.Shim.Envelopes;

/// <summary>The keys that the host gave.</summary>
internal sealed class GivenKeys(EnvelopeKeys keys) : IEnvelopeKeySource
{
    internal EnvelopeKeys Keys => keys;

    public Task<EnvelopeKeys> ReadAsync() => Task.FromResult(keys);
}
