using Trapeze.Policy.Channels;
using Trapeze.Shim.Channels;
using Trapeze.Shim.Envelopes;

namespace Trapeze.Shim.Aws;

/// <summary>A message that wants nothing more than the label that it goes out at.</summary>
internal sealed record ReadyMessage(ChannelPolicy Channel, FrozenMessage Message, string Source, string Event, EnvelopeSeal Seal)
{
    public override string ToString() => nameof(ReadyMessage);
}
