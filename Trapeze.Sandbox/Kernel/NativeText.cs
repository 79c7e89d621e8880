using System.Text;

namespace Trapeze.Sandbox.Kernel;

/// <summary>Texts as the kernel takes them: to their first zero.</summary>
internal static class NativeText
{
    /// <summary>The bytes, with the zero behind them.</summary>
    /// <exception cref="KernelException">The text has a zero of its own: the kernel would take it for shorter than it is.</exception>
    internal static byte[] Of(string text) => text.Contains('\0', StringComparison.Ordinal) ? throw new KernelException("a text with a zero in it", ErrorName.Invalid) : Encoding.UTF8.GetBytes($"{text}\0");
}
