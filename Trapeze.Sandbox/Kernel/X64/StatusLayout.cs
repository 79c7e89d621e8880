namespace Trapeze.Sandbox.Kernel.X64;

/// <summary>Where <c>struct stat</c> has what.</summary>
internal static class StatusLayout
{
    internal const int Size = 144;
    internal const int DeviceAt = 0;
    internal const int NumberAt = 8;
    internal const int ModeAt = 24;
    internal const int OwnerAt = 28;
    internal const int GroupAt = 32;
}
