namespace Trapeze.Evidence.Tests;

/// <summary>A test that runs Coq, which <c>test.sh</c> installs where it may. Skipped, and so counted, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CoqFactAttribute : FactAttribute
{
    public CoqFactAttribute()
    {
        if (!IsOnPath("coqc"))
        {
            Skip = "no Coq: install it (Debian: coq), or run test.sh as root";
        }
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
