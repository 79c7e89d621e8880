using System.Diagnostics;

namespace Trapeze.Evidence.Sandboxes;

/// <summary>Signals to processes that are nobody's children here.</summary>
internal static class Signals
{
    /// <summary>Kills a process (SIGKILL).</summary>
    /// <returns>Whether it was there.</returns>
    public static bool Kill(int process)
    {
        try
        {
            using var other = Process.GetProcessById(process);
            other.Kill();
            return true;
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
