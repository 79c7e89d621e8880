namespace HelloRetail.Hosting;

/// <summary>The policy as it is in force here: retail.yaml, with the addresses that this run's outside world has on loopback.</summary>
public static class PolicyFile
{
    public static string Source { get; } = Path.Combine(AppContext.BaseDirectory, "retail.yaml");

    public static async Task<string> WriteAsync(string folder, OutsideWorld world)
    {
        ArgumentNullException.ThrowIfNull(world);
        var text = (await File.ReadAllTextAsync(Source))
            .Replace("localhost:5081", $"127.0.0.1:{world.MailBox.Port}", StringComparison.Ordinal)
            .Replace("localhost:5082", $"127.0.0.1:{world.Pictures.Address.Port}", StringComparison.Ordinal)
            .Replace("localhost:5083", $"127.0.0.1:{world.Cards.Address.Port}", StringComparison.Ordinal);
        var path = Path.Combine(folder, "retail.yaml");
        await File.WriteAllTextAsync(path, text);
        return path;
    }
}
