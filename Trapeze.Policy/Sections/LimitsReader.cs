using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Profiles;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Sections;

/// <summary>Reads a profile's <c>limits:</c>.</summary>
internal sealed class LimitsReader(DiagnosticBag problems)
{
    private const int MostProcesses = 32_768;
    private const long MostOutput = 1L << 30;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    internal ProfileLimits Read(MappingEntry? section)
    {
        if (section is null || Fields.Of(section.Value, section.Key.Span, "`limits`", ["wall", "cpu", "memory", "processes", "output", "file", "written"], problems) is not { } fields)
        {
            return new ProfileLimits();
        }

        return new ProfileLimits
        {
            Wall = Time(fields.OptionalText("wall", "10s")),
            Processor = Seconds(fields.OptionalText("cpu", "5s")),
            Memory = Size(fields.OptionalText("memory", "256MB"), long.MaxValue),
            Processes = Count(fields.OptionalText("processes", "16")),
            Output = (int?)Size(fields.OptionalText("output", "1MB"), MostOutput),
            File = Size(fields.OptionalText("file", "64MB"), long.MaxValue),
            Written = Size(fields.OptionalText("written", "256MB"), long.MaxValue),
        };
    }

    private TimeSpan? Time(ScalarNode? text) =>
        text is null ? null
        : Amount.Time(text.Text) is { } time && time <= Longest ? time
        : Wrong<TimeSpan>(text, "a time", "write a whole number and `ms`, `s`, `m` or `h`, such as `10s`; at most `24h`");

    private TimeSpan? Seconds(ScalarNode? text) =>
        text is null ? null
        : Amount.Time(text.Text) is { } time && time <= Longest && time.Ticks % TimeSpan.TicksPerSecond == 0 ? time
        : Wrong<TimeSpan>(text, "a time in whole seconds", "write a whole number and `s`, `m` or `h`, such as `5s`; at most `24h`");

    private long? Size(ScalarNode? text, long most) =>
        text is null ? null
        : Amount.Size(text.Text) is { } size && size <= most ? size
        : Wrong<long>(text, "a size", "write a whole number and `KB`, `MB` or `GB`, such as `256MB`, or `KiB`, `MiB` or `GiB` for powers of 1,024; of `output` at most `1GiB`");

    private int? Count(ScalarNode? text) =>
        text is null ? null
        : Amount.Count(text.Text) is { } count and <= MostProcesses ? count
        : Wrong<int>(text, "a number of processes", $"write a whole number, such as `16`; at most {MostProcesses}");

    private T? Wrong<T>(ScalarNode text, string what, string hint)
        where T : struct
    {
        problems.Error(DiagnosticCode.Limit, text.Span, $"{DiagnosticText.Quote(text.Text)} is not {what}", hint);
        return null;
    }
}
