namespace Trapeze.Shim.Envelopes;

/// <summary>The keys of envelopes cannot be had, or are not good. Says why, and nothing of what they are.</summary>
internal sealed class EnvelopeKeysUnavailableException(string reason, Exception? inner = null) : Exception($"the keys of envelopes cannot be had: {reason}", inner);
