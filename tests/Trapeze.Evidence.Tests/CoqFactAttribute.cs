namespace Trapeze.Evidence.Tests;

/// <summary>A test that runs Coq: installed, or installable by <c>proof/check</c>. Skipped, and so counted, where it is neither.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CoqFactAttribute : FactAttribute
{
    public CoqFactAttribute()
    {
        if (!IsOnPath("coqc") && !(Environment.IsPrivilegedProcess && IsOnPath("apt-get")))
        {
            Skip = "no Coq: install coqc (Debian: coq), or run as root where apt-get can";
        }
    }

    private static bool IsOnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
