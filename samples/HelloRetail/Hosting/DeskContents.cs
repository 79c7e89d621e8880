using HelloRetail.People;
using HelloRetail.World;

namespace HelloRetail.Hosting;

/// <summary>What lies on the developer's desk.</summary>
public sealed record DeskContents(
    bool IsGuarded, string Policy, DevelopmentTokens Tokens, MailBox MailBox, Func<IReadOnlyList<RefusedFlow>> Refused);
