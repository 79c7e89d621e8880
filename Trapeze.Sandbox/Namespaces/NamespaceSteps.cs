using System.Globalization;
using System.Text;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Zygotes;

namespace Trapeze.Sandbox.Namespaces;

/// <summary>What a process does to be in namespaces.</summary>
internal static class NamespaceSteps
{
    private const int ToWrite = 1;

    /// <summary>Makes those of a kind, and goes there.</summary>
    internal static void Leave(this Script script, NamespaceKinds kinds) => script.Add(Call.Unshare, (long)kinds);

    /// <summary>Gets the privileges to make namespaces, if they are not there.</summary>
    internal static void BecomeAble(this Script script, NamespaceWay way)
    {
        if (way != NamespaceWay.InUserNamespace)
        {
            return;
        }

        // As itself: nobody else is there.
        script.Leave(NamespaceKinds.User);
        script.WriteFile("/proc/self/setgroups", "deny");
        script.WriteFile("/proc/self/uid_map", Itself(Libc.Call(Call.EffectiveUser)));
        script.WriteFile("/proc/self/gid_map", Itself(Libc.Call(Call.EffectiveGroup)));
    }

    /// <summary>Goes where all runs are.</summary>
    /// <param name="script">The script.</param>
    /// <param name="way">How.</param>
    /// <param name="hasNetwork">Whether this process's network stays.</param>
    internal static void LeaveCommon(this Script script, NamespaceWay way, bool hasNetwork)
    {
        script.BecomeAble(way);
        if (way != NamespaceWay.None)
        {
            // Whoever got his privileges in a user namespace may mount only in a mount namespace that is of it.
            var common = way == NamespaceWay.InUserNamespace ? NamespaceKinds.Common | NamespaceKinds.Mount : NamespaceKinds.Common;
            script.Leave(hasNetwork ? common & ~NamespaceKinds.Network : common);
        }
    }

    private static string Itself(nint number) => string.Create(CultureInfo.InvariantCulture, $"{number} {number} 1");

    private static void WriteFile(this Script script, string path, string text)
    {
        script.Add(Call.OpenAt, Opening.CurrentFolder, script.Text(path), ToWrite, 0);
        var bytes = Encoding.ASCII.GetBytes(text);
        script.Add(Call.Write, script.Opened(), script.Bytes(bytes), bytes.Length);
    }
}
