namespace Trapeze.Tool.Tests.Deployments;

/// <summary>A test that asks AWS's linter of templates, which <c>test.sh</c> installs where it may. Skipped, and so counted, where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class CfnLintFactAttribute : FactAttribute
{
    public CfnLintFactAttribute() => Skip = IsThere ? null : "cfn-lint is not installed: `pip install cfn-lint`";

    private static bool IsThere { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "cfn-lint.exe" : "cfn-lint")));
}
