using System.Net.Sockets;

namespace Trapeze.Sandbox.Tests;

/// <summary>A test that needs version 6 of the Internet Protocol.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class Version6FactAttribute : FactAttribute
{
    public Version6FactAttribute()
    {
        if (!Socket.OSSupportsIPv6)
        {
            Skip = "this machine has no IPv6";
        }
    }
}
