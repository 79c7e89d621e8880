using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Trapeze.Shim.Guard.Context;

/// <summary>A session that a handler sets without session middleware.</summary>
internal sealed class GuardedSession : ISessionFeature
{
    public required ISession Session { get; set; }
}
