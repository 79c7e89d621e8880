namespace Trapeze.Sandbox.Tests.Victims;

/// <summary>A test that needs programs in C, and the right to give files to other users.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class OwnerFactAttribute : FactAttribute
{
    public OwnerFactAttribute() => Skip = Victim.Missing ?? (Environment.IsPrivilegedProcess ? null : "only root can give a program to another user");
}
