using Trapeze.Evidence.Sandboxes.Victims;

namespace Trapeze.Evidence.Tests;

/// <summary>A test that needs programs in C.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class VictimFactAttribute : FactAttribute
{
    public VictimFactAttribute() => Skip = Victim.Missing;
}
