namespace HelloRetail.Tests;

/// <summary>A test that needs Chromium: from <c>TRAPEZE_CHROMIUM</c>, or Debian's. Skipped, and so counted, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (!File.Exists(Executable))
        {
            Skip = $"no Chromium at {Executable}: install it, or name it in TRAPEZE_CHROMIUM";
        }
    }

    public static string Executable { get; } = Environment.GetEnvironmentVariable("TRAPEZE_CHROMIUM") ?? "/usr/bin/chromium";
}
