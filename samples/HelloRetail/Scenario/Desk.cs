using HelloRetail.World;

namespace HelloRetail.Scenario;

/// <summary>Reads the development desk over HTTP: the mail box and the refused flows.</summary>
public sealed class Desk(Uri shop) : IMailReader, IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = shop };

    public async Task<IReadOnlyList<ReceivedMail>> ReadAsync(string address) =>
        [.. (await MailAsync()).Where(mail => mail.To.Contains(address, StringComparer.Ordinal))];

    public async Task<IReadOnlyList<ReceivedMail>> MailAsync() =>
        (await _http.GetFromJsonAsync<List<ReceivedMail>>(new Uri("desk/mail", UriKind.Relative)))!;

    public async Task<IReadOnlyList<RefusedFlow>> RefusedAsync() =>
        (await _http.GetFromJsonAsync<List<RefusedFlow>>(new Uri("desk/refused", UriKind.Relative)))!;

    public void Dispose() => _http.Dispose();
}
