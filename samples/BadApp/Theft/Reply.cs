namespace BadApp.Theft;

/// <summary>All that a caller sees of one reply; <see cref="Missing"/> if none came.</summary>
/// <param name="Status">The status code; 0 if there was no reply.</param>
/// <param name="Headers">Every header but the date and the activation's id, which is random.</param>
/// <param name="Body">The body.</param>
/// <param name="Time">How long it took, or how long the caller waited in vain.</param>
public sealed record Reply(int Status, string Headers, string Body, TimeSpan Time)
{
    private static readonly string[] Random = ["Date", "Trapeze-Activation"];

    public bool IsComplete => Status != 0;

    /// <summary>Everything but the time, as one text.</summary>
    public string Text => IsComplete ? $"{Status}\n{Headers}\n{Body}" : "no reply";

    public static Reply Missing(TimeSpan waited) => new(0, "", "", waited);

    public static async Task<Reply> ReadAsync(HttpResponseMessage response, TimeProvider time, long asked, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(time);
        var body = await response.Content.ReadAsStringAsync(cancellation);
        var headers = response.Headers.Concat(response.Content.Headers)
            .Where(header => !Random.Contains(header.Key, StringComparer.OrdinalIgnoreCase))
            .Select(header => $"{header.Key}: {string.Join(", ", header.Value)}")
            .Order(StringComparer.Ordinal);
        return new Reply((int)response.StatusCode, string.Join('\n', headers), body, time.GetElapsedTime(asked));
    }
}
