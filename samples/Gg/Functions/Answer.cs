using System.Collections.Immutable;

namespace Gg.Functions;

/// <summary>What became of a call.</summary>
/// <param name="Output">The hash of what was made; <see langword="null"/> if nothing was.</param>
/// <param name="HasRun">Whether a tool was run for it; if not, it had been made before.</param>
/// <param name="Messages">What the tool printed for people.</param>
/// <param name="Refused">What the tool asked for and was refused.</param>
public sealed record Answer(string? Output, bool HasRun, string Messages, ImmutableArray<string> Refused);
