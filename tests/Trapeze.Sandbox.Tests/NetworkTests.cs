using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Trapeze.Sandbox.Results;
using Trapeze.Sandbox.Rules;
using static Trapeze.Sandbox.Tests.Confined;

namespace Trapeze.Sandbox.Tests;

/// <summary>What a confined program reaches of the network: the ports that are granted, at this machine, and nothing else.</summary>
[Collection(nameof(Sandbox))]
public sealed class NetworkTests : IDisposable
{
    private const string Client = "import socket, sys\ns = socket.create_connection(('{0}', {1}))\ns.sendall(b'hello\\n')\nprint(s.makefile().readline(), end='')";

    private readonly EchoServer _server = EchoServer.Start(IPAddress.Loopback);

    public void Dispose() => _server.Dispose();

    [Fact]
    public void Rules_WithoutANetwork_GrantNone() => Assert.Equal(SandboxNetwork.None, new SandboxRules().Network);

    [Fact]
    public void Loopback_SamePorts_AreEqual()
    {
        Assert.Equal(SandboxNetwork.Loopback(80, 443), SandboxNetwork.Loopback(443, 80, 80));
        Assert.NotEqual(SandboxNetwork.Loopback(80), SandboxNetwork.Loopback(443));
        Assert.Throws<ArgumentException>(() => SandboxNetwork.Loopback());
        Assert.Throws<ArgumentException>(() => SandboxNetwork.Loopback(0));
    }

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    public async Task Connect_ToAGrantedPort_Works(string address)
    {
        var result = await PythonAsync(Script(Client, address, _server.Port), With(_server.Port));

        Assert.Equal((0, "hello\n", ""), (result.ExitCode, Text(result.Output), Text(result.Errors)));
        Assert.DoesNotContain(result.Violations, violation => violation.Call == "connect");
    }

    [Version6Fact]
    public async Task Connect_ByVersion6_Works()
    {
        using var server = EchoServer.Start(IPAddress.IPv6Loopback);

        var result = await PythonAsync(Script(Client, "::1", server.Port), With(server.Port));

        Assert.Equal((0, "hello\n"), (result.ExitCode, Text(result.Output)));
    }

    [ProgramFact("curl")]
    public async Task Curl_OfAGrantedPort_GetsWhatIsThere()
    {
        var result = await Sandbox.RunAsync(
            new SandboxCommand("/usr/bin/curl") { Arguments = ["-sS", "--max-time", "10", "--http0.9", $"telnet://127.0.0.1:{_server.Port.ToString(CultureInfo.InvariantCulture)}"], Input = "hello\n"u8.ToArray() },
            With(_server.Port).With("/etc", PathAccess.Read));

        Assert.Equal("hello\n", Text(result.Output));
    }

    [Fact]
    public async Task Connect_OfNoSocket_Fails()
    {
        const string NoSocket =
            "import ctypes, errno, struct, socket\nlibc = ctypes.CDLL(None, use_errno=True)\na = struct.pack('=HH4s8x', 2, socket.htons({0}), socket.inet_aton('127.0.0.1'))\n"
            + "assert libc.connect(99, a, len(a)) == -1\nprint(errno.errorcode[ctypes.get_errno()])";

        var result = await PythonAsync(Script(NoSocket, _server.Port), With(_server.Port));

        Assert.Equal((null, "EBADF\n", ""), (result.Problem, Text(result.Output), Text(result.Errors)));
    }

    [Fact]
    public async Task Connect_WithoutWaiting_TellsWhenItIsConnected()
    {
        const string Waiting =
            "import socket, select, errno\ns = socket.socket()\ns.setblocking(False)\ne = s.connect_ex(('127.0.0.1', {0}))\nassert e in (0, errno.EINPROGRESS), e\n"
            + "select.select([], [s], [], 30)\nprint(s.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR), s.connect_ex(('127.0.0.1', {0})) in (0, errno.EISCONN))\ns.sendall(b'hello\\n')\nselect.select([s], [], [], 30)\nprint(s.recv(100))";

        var result = await PythonAsync(Script(Waiting, _server.Port), With(_server.Port));

        Assert.Equal(("0 True\nb'hello\\n'\n", ""), (Text(result.Output), Text(result.Errors)));
    }

    [Fact]
    public async Task Connect_ToAPortWhereNobodyListens_IsRefusedAsUsual()
    {
        ushort port;
        using (var nobody = EchoServer.Start(IPAddress.Loopback))
        {
            port = nobody.Port;
        }

        var result = await PythonAsync(Script("import socket\nprint(socket.socket().connect_ex(('127.0.0.1', {0})))", port), With(port));

        Assert.Equal("111\n", Text(result.Output));
        Assert.DoesNotContain(result.Violations, violation => violation.Call == "connect");
    }

    [Fact]
    public async Task Connect_ToAServerThatTakesNobody_WaitsAndDoesNotHoldUpOthers()
    {
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var port = (ushort)((IPEndPoint)full.LocalEndPoint!).Port;

        // Each takes a place, until there is none; those that have none wait.
        const string Crowd = "import socket, threading, os, time\nheld = []\ndef take():\n    s = socket.socket(); held.append(s)\n    s.connect(('127.0.0.1', {0})); print('connected', flush=True)\n"
            + "for i in range(8): threading.Thread(target=take, daemon=True).start()\ntime.sleep(1000)";
        using var source = new CancellationTokenSource();
        var waiting = Sandbox.RunAsync(new SandboxCommand("/usr/bin/python3") { Arguments = ["-c", Script(Crowd, port)] }, With(port), source.Token);
        var others = await PythonAsync(Script(Client, "127.0.0.1", _server.Port), With(_server.Port));

        using (await full.AcceptAsync())
        using (await full.AcceptAsync())
        {
            await source.CancelAsync();
        }

        Assert.Equal("hello\n", Text(others.Output));
        Assert.Equal(SandboxEnd.Cancelled, (await waiting).End);
    }

    [Fact]
    public async Task Connect_ThatHasToWait_SucceedsWhenThereIsRoom()
    {
        using var full = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(0);
        var port = (ushort)((IPEndPoint)full.LocalEndPoint!).Port;
        using var first = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await first.ConnectAsync(full.LocalEndPoint);

        var running = PythonAsync(Script("import socket\ns = socket.socket()\ns.connect(('127.0.0.1', {0}))\nprint(s.recv(9).decode())", port), With(port));
        while (!running.IsCompleted && !IsWaitedFor(port))
        {
            await Task.Yield();
        }

        Assert.False(running.IsCompleted, "it did not wait");
        (await full.AcceptAsync()).Dispose();
        using var taken = await full.AcceptAsync();
        await taken.SendAsync("in"u8.ToArray());

        Assert.Equal(("in\n", ""), (Text((await running).Output), Text((await running).Errors)));
    }

    // Whether somebody's connection to it has been asked for and not been answered.
    private static bool IsWaitedFor(ushort port) => File.ReadLines("/proc/net/tcp")
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Any(fields => fields[2].EndsWith(string.Create(CultureInfo.InvariantCulture, $":{port:X4}"), StringComparison.Ordinal) && fields[3] is "02");

    [Theory]
    [InlineData("s = socket.socket(); s.connect(('127.0.0.1', {1}))", "connect")]
    [InlineData("s = socket.socket(); s.connect(('127.0.0.2', {0}))", "connect")]
    [InlineData("s = socket.socket(); s.connect(('0.0.0.0', {0}))", "connect")]
    [InlineData("s = socket.socket(); s.connect(('192.0.2.1', {0}))", "connect")]
    [InlineData("s = socket.socket(socket.AF_INET6); s.connect(('2001:db8::1', {0}))", "connect")]
    [InlineData("s = socket.socket(socket.AF_INET6); s.connect(('::ffff:192.0.2.1', {0}))", "connect")]
    [InlineData("s = socket.socket(); s.bind(('127.0.0.1', 0))", "bind")]
    [InlineData("s = socket.socket(); s.listen()", "listen")]
    [InlineData("s = socket.socket(); s.sendto(b'x', 0x20000000, ('192.0.2.1', {0}))", "sendto")]
    [InlineData("s = socket.socket(); s.sendmsg([b'x'], [], 0x20000000, ('192.0.2.1', {0}))", "sendmsg")]
    [InlineData("s = socket.socket(); s.setsockopt(0, 4, b'\\x83\\x07\\x04\\xc0\\x00\\x02\\x01\\x00')", "setsockopt")]
    [InlineData("s = socket.socket(); s.setsockopt(6, 30, 1)", "setsockopt")]
    [InlineData("s = socket.socket(); s.setsockopt(6, 31, b'tls')", "setsockopt")]
    [InlineData("s = socket.socket(socket.AF_INET6); s.setsockopt(41, 57, b'\\0\\x02\\0\\x01' + bytes(20))", "setsockopt")]
    [InlineData("socket.socket(type=socket.SOCK_DGRAM)", "socket")]
    [InlineData("socket.socket(type=socket.SOCK_RAW, proto=1)", "socket")]
    [InlineData("socket.socket(type=socket.SOCK_STREAM, proto=262)", "socket")]
    [InlineData("socket.socket(socket.AF_UNIX)", "socket")]
    [InlineData("socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)", "socket")]
    [InlineData("socket.socket(socket.AF_PACKET, socket.SOCK_RAW)", "socket")]
    [InlineData("socket.socket(socket.AF_VSOCK, socket.SOCK_STREAM)", "socket")]
    [InlineData("s = socket.socketpair()[0]; s.connect('/dev/log')", "connect")]
    [InlineData("s = socket.socketpair(type=socket.SOCK_DGRAM)[0]; s.sendto(b'x', '/dev/log')", "socketpair")]
    public async Task Network_BesideAGrantedPort_StaysRefused(string attempt, string call)
    {
        var another = _server.Port == ushort.MaxValue ? _server.Port - 1 : _server.Port + 1;

        var result = await PythonAsync($"import socket\n{string.Format(CultureInfo.InvariantCulture, attempt, _server.Port, another)}\nprint('out')", With(_server.Port));

        Assert.Equal((1, ""), (result.ExitCode, Text(result.Output)));
        Assert.Contains("PermissionError", Text(result.Errors), StringComparison.Ordinal);
        Assert.Contains(result.Violations, violation => violation.Call == call);
        Assert.Equal(0, _server.Connections);
    }

    [Fact]
    public async Task Connect_Elsewhere_NamesTheAddress()
    {
        var result = await PythonAsync("import socket\nsocket.socket().connect(('192.0.2.1', 80))", With(_server.Port));

        Assert.Contains(new SandboxViolation("connect", "192.0.2.1:80"), result.Violations);
    }

    [Fact]
    public async Task Address_ThatAnotherThreadSwaps_LeadsNowhereElse()
    {
        using var forbidden = EchoServer.Start(IPAddress.Loopback);
        const string Swapping =
            """
            import ctypes, threading, socket, struct
            libc = ctypes.CDLL(None, use_errno=True)
            def address(port): return struct.pack('<H', 2) + struct.pack('>H', port) + bytes([127, 0, 0, 1]) + bytes(8)
            good, bad = address({0}), address({1})
            memory = ctypes.create_string_buffer(good, 16)
            go = True
            def swap():
                while go:
                    ctypes.memmove(memory, bad, 16)
                    ctypes.memmove(memory, good, 16)
                    ctypes.memmove(memory, good, 16)
            swapper = threading.Thread(target=swap)
            swapper.start()
            connected, tries = 0, 0
            while tries < 500 or connected == 0:
                tries += 1
                s = socket.socket()
                if libc.connect(s.fileno(), memory, 16) == 0: connected += 1
                s.close()
            go = False
            swapper.join()
            print(connected > 0)
            """;

        var result = await PythonAsync(Script(Swapping, _server.Port, forbidden.Port), With(_server.Port));

        Assert.Equal(("True\n", ""), (Text(result.Output), Text(result.Errors)));
        Assert.Equal(0, forbidden.Connections);
    }

    private static SandboxRules With(ushort port) => Usual with { Network = SandboxNetwork.Loopback(port) };

    private static string Script(string format, params object[] values) => string.Format(CultureInfo.InvariantCulture, format, values);
}
