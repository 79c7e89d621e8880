using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace HelloRetail.World;

/// <summary>A development mail server: takes mail by SMTP on loopback and keeps each message as a file.</summary>
/// <remarks>A message is on disk before its sender is told 250, as with any mail server worth the name.</remarks>
public sealed class MailBox : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly string _folder;
    private readonly TimeProvider _time;
    private readonly Task _accepting;
    private ImmutableList<ReceivedMail> _mails;

    private MailBox(string folder, int port, TimeProvider time)
    {
        Directory.CreateDirectory(folder);
        _folder = folder;
        _time = time;
        _mails = [.. Directory.EnumerateFiles(folder, "*.json").Select(ReadMail).OfType<ReceivedMail>().OrderBy(mail => mail.At)];
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every message, oldest first.</summary>
    public IReadOnlyList<ReceivedMail> Mails => Volatile.Read(ref _mails);

    /// <summary>Opens the mail box; port 0 takes a free one.</summary>
    public static MailBox Open(string folder, int port, TimeProvider time) => new(folder, port, time);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
        _listener.Dispose();
    }

    internal async Task KeepAsync(string from, IReadOnlyList<string> to, string raw, CancellationToken cancellation)
    {
        var (subject, body) = MailText.Read(raw);
        var mail = new ReceivedMail(Guid.CreateVersion7().ToString("n"), _time.GetUtcNow(), from, to, subject, body);
        var path = Path.Combine(_folder, mail.Id);
        await File.WriteAllBytesAsync(path + ".part", JsonSerializer.SerializeToUtf8Bytes(mail), cancellation);
        File.Move(path + ".part", path + ".json");
        ImmutableInterlocked.Update(ref _mails, mails => mails.Add(mail));
    }

    private static ReceivedMail? ReadMail(string path) => JsonSerializer.Deserialize<ReceivedMail>(File.ReadAllBytes(path));

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = new SmtpSession(this, await _listener.AcceptTcpClientAsync(_stop.Token)).RunAsync(_stop.Token);
            }
            catch (Exception stopped) when (stopped is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
