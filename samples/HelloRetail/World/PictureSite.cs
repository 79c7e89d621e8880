namespace HelloRetail.World;

/// <summary>The photographers' picture site: serves every picture that they could take.</summary>
public static class PictureSite
{
    public static async Task<WorldService> StartAsync(int port)
    {
        var app = WorldService.Create(port);
        app.MapGet("/{photographer}/{name}.svg", (string photographer, string name) =>
            Results.Text(Drawing.Of(photographer, name), "image/svg+xml"));
        return await WorldService.StartAsync(app);
    }
}
