using System.Collections.Immutable;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Zygotes;

namespace Trapeze.Sandbox.Levels;

/// <summary>How a probe went.</summary>
/// <param name="Told">What its calls returned: those that are told, and one that failed.</param>
/// <param name="IsLate">Whether it did not end in time.</param>
internal sealed record ProbeAnswer(ImmutableArray<ScriptAnswer> Told, bool IsLate)
{
    /// <summary>Why it did not get to its end, for people; <see langword="null"/> if it did.</summary>
    internal string? Problem
    {
        get
        {
            foreach (var answer in Told.Where(answer => answer.Result < 0))
            {
                return $"{CallNames.Of(answer.Number)}: {ErrorName.Of((int)-answer.Result)}";
            }

            return Told.Any(answer => answer.Number == Call.ProcessNumber) ? null : IsLate ? "whoever asks gets no answer" : "whoever asks is killed";
        }
    }

    /// <summary>What a call returned; negative if nothing is known of it.</summary>
    internal long ResultOf(int call) => Told.Where(answer => answer.Number == call).Select(answer => answer.Result).FirstOrDefault(-1);
}
