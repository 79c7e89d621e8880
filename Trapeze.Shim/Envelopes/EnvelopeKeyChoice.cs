namespace Trapeze.Shim.Envelopes;

/// <summary>Where the host has its envelopes' keys, if not in the data folder.</summary>
/// <remarks>A type of the shim's own and no option: function code can ask for options.</remarks>
internal sealed record EnvelopeKeyChoice(Func<IServiceProvider, IEnvelopeKeySource> Open)
{
    public override string ToString() => nameof(EnvelopeKeyChoice);
}
