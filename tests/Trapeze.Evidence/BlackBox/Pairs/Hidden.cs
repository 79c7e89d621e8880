using Trapeze.Evidence.BlackBox.Programs;

namespace Trapeze.Evidence.BlackBox.Pairs;

/// <summary>A request that runs beside the visible ones.</summary>
/// <param name="Before">Sent before the visible request of this number, and not waited for.</param>
/// <param name="Enters">Whether that request waits until this one's handler has begun.</param>
/// <param name="Ask">What is asked.</param>
internal sealed record Hidden(int Before, bool Enters, Ask Ask)
{
    public override string ToString() => $"before {Before}{(Enters ? ", entered" : "")}: {Ask}";
}
