using System.Runtime.InteropServices;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Namespaces;

namespace Trapeze.Sandbox.Levels;

/// <summary>The machine that this process runs on.</summary>
internal static class Machine
{
    /// <summary>Asks what it has.</summary>
    internal static SandboxSupport Ask()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return Nothing($"this is {RuntimeInformation.OSDescription} on {RuntimeInformation.ProcessArchitecture}: the sandbox is for Linux on x86-64");
        }

        try
        {
            using var prober = new Prober();
            return new LayerProbes(prober).Run();
        }
        catch (KernelException problem)
        {
            return Nothing(problem.Message);
        }
    }

    private static SandboxSupport Nothing(string why) => new() { Layers = [.. Enum.GetValues<SandboxLayer>().Select(layer => new LayerSupport(layer, IsThere: false, why))], Way = NamespaceWay.None };
}
