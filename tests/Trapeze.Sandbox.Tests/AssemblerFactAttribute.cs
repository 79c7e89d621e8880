namespace Trapeze.Sandbox.Tests;

/// <summary>A test that needs the assembler and the linker of the system.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class AssemblerFactAttribute : FactAttribute
{
    public AssemblerFactAttribute()
    {
        if (!File.Exists("/usr/bin/as") || !File.Exists("/usr/bin/ld"))
        {
            Skip = "there is no assembler on this machine";
        }
    }
}
