namespace Trapeze.Sandbox.Seccomp.X64;

/// <summary>The options of sockets that may be set, by the level that they are of.</summary>
/// <remarks>What is missing could lead elsewhere than to the address that was judged (a route given by the source), connect without being judged (fast open), bring a program into the kernel, or say how long the tracer waits that connects in the program's place.</remarks>
internal static class SocketOptions
{
    private const uint Sockets = 1;
    private const uint Version4 = 0;
    private const uint Version6 = 41;
    private const uint Tcp = 6;

    /// <summary>The levels, each with its options.</summary>
    internal static IReadOnlyList<(uint Level, uint[] Options)> Settable { get; } =
    [
        // SO_REUSEADDR, SNDBUF, RCVBUF, KEEPALIVE, OOBINLINE, PRIORITY, LINGER, REUSEPORT, PASSCRED, RCVLOWAT, SNDLOWAT, RCVTIMEO, the same in 64 bits, TIMESTAMP.
        (Sockets, [2, 7, 8, 9, 10, 12, 13, 15, 16, 18, 19, 20, 66, 29]),

        // IP_TOS.
        (Version4, [1]),

        // IPV6_V6ONLY, TCLASS.
        (Version6, [26, 67]),

        // TCP_NODELAY, MAXSEG, CORK, KEEPIDLE, KEEPINTVL, KEEPCNT, SYNCNT, LINGER2, WINDOW_CLAMP, QUICKACK, USER_TIMEOUT, NOTSENT_LOWAT.
        (Tcp, [1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 18, 25]),
    ];
}
