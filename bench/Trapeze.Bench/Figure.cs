namespace Trapeze.Bench;

/// <summary>A side's result: nanoseconds and bytes per operation, and the median of the ratios to the baseline, round by round.</summary>
internal sealed record Figure(string Name, double Median, double Min, double Max, double Bytes, double Ratio);
