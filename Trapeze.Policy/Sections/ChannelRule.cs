using Trapeze.Policy.Channels;
using Trapeze.Policy.Labels;

namespace Trapeze.Policy.Sections;

internal sealed record ChannelRule(ChannelKind Kind, ChannelAddress? Address, Located<LabelTemplate>? Label, Located<LabelTemplate>? Answers);
