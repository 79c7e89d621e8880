using Trapeze.Sandbox;
using Trapeze.Sandbox.Levels;

namespace Gg.Tests;

/// <summary>A test that compiles. Skipped, and so counted, where there is no compiler, or nothing that confines it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CompilerFactAttribute : FactAttribute
{
    public CompilerFactAttribute() => Skip = Problem;

    public static string? Problem { get; } =
        !File.Exists("/usr/bin/gcc") || !File.Exists("/usr/bin/make") || !File.Exists("/usr/include/stdio.h") ? "no compiler: install gcc, make and libc6-dev"
        : Sandbox.Probe().Highest is not SandboxLevel.Namespaces ? "programs cannot be confined in namespaces here: `Sandbox.Probe()` says why"
        : null;
}
