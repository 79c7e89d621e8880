namespace Trapeze.Sandbox.Tests;

/// <summary>A test that needs programs of the system.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProgramFactAttribute : FactAttribute
{
    public ProgramFactAttribute(params string[] programs)
    {
        if (programs.Where(program => !File.Exists($"/usr/bin/{program}")).ToList() is { Count: > 0 } missing)
        {
            Skip = $"not installed on this machine: {string.Join(", ", missing)}";
        }
    }
}
