using Microsoft.Extensions.Options;
using Trapeze.Shim.Channels;
using Trapeze.Shim.Events;

namespace Trapeze.Shim.Composition;

/// <summary>The options as they were when the host started: function code can ask for <see cref="TrapezeOptions"/> and change it, to no effect.</summary>
internal sealed class SettledOptions(IOptions<TrapezeOptions> options)
{
    internal TrapezeOptions Value { get; } = options.Value.Copy();

    internal EventQueueOptions Events => Value.Events;

    internal ChannelOptions Channels => Value.Channels;
}
