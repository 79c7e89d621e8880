namespace Trapeze.Sandbox.Tests.Victims;

/// <summary>A test of many rows that needs programs in C.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class VictimTheoryAttribute : TheoryAttribute
{
    public VictimTheoryAttribute() => Skip = Victim.Missing;
}
