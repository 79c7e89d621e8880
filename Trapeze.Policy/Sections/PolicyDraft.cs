using Trapeze.Policy.Callers;
using Trapeze.Policy.Labels;
using Trapeze.Policy.Tables;

namespace Trapeze.Policy.Sections;

/// <summary>All that a policy's text says, section by section, before it is judged as a whole.</summary>
internal sealed record PolicyDraft(
    LabelNames Labels,
    List<Located<CallerRule>> Callers,
    ReplyRule? Reply,
    List<Declared<ChannelRule>> Channels,
    List<Declared<TablePolicy?>> Tables,
    List<Declared<FunctionRule>> Functions,
    List<Declared<DeclassifierRule>> Declassifiers,
    List<Declared<ProfileRule>> Profiles,
    List<Declared<SourceRule>> Sources)
{
    /// <summary>Whether every caller rule could be read, so that who can call is known.</summary>
    internal required bool KnowsCallers { get; init; }
}
