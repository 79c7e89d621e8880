using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Trapeze.Analyzers.Tests.Harness;

/// <summary>A small program of a rule's file in Cases, with what is reported marked: <c>[|so|]</c>.</summary>
/// <remarks>
/// A file is named after its rule, and, with a hyphen, after what else it is about. A section begins with <c>### reports NAME</c> or <c>### accepts NAME</c>; its text is a whole file, or, with <c>in a function</c> after the name, what stands in an event function.
/// </remarks>
public sealed partial record Case(string Rule, string Name, bool Reports, string Source, ImmutableArray<(int Start, string Text)> Marks)
{
    private const string Usings = """
        using System; using System.Collections.Generic; using System.IO; using System.Linq; using System.Net.Http; using System.Threading; using System.Threading.Tasks;
        using Amazon.DynamoDBv2; using Amazon.DynamoDBv2.Model; using Microsoft.AspNetCore.Builder; using Microsoft.AspNetCore.Http; using Microsoft.AspNetCore.Routing;
        using Microsoft.Extensions.DependencyInjection; using Microsoft.Extensions.Hosting; using Microsoft.Extensions.Logging; using Trapeze.Core.Activations;
        using Trapeze.Shim.Channels; using Trapeze.Shim.Composition; using Trapeze.Shim.Declassification; using Trapeze.Shim.Events; using Trapeze.Shim.Programs;

        """;

    private const string Before = """
        public sealed class Function(AmazonDynamoDBClient store, IChannels channels, IEvents events, IPrograms programs, ILogger<Function> log, IServiceProvider services) : IEventFunction
        {
            public async Task RunAsync(EventMessage message, CancellationToken cancellationToken)
            {

        """;

    private const string After = "        await Task.CompletedTask; _ = (store, channels, events, programs, log, services);\n    }\n}\n";

    public static IEnumerable<Case> All { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Cases"), "*.txt").Order(StringComparer.Ordinal).SelectMany(ReadFile)];

    public override string ToString() => $"{Rule} {(Reports ? "reports" : "accepts")} {Name}";

    /// <summary>A case of a text with marks.</summary>
    public static Case Of(string rule, string name, bool reports, string marked)
    {
        var text = marked.Replace("\r", string.Empty, StringComparison.Ordinal);
        var marks = ImmutableArray.CreateBuilder<(int, string)>();
        var plain = Mark().Replace(text, mark =>
        {
            // Each mark before this one took four characters away.
            marks.Add((mark.Index - (4 * marks.Count), mark.Groups["text"].Value));
            return mark.Groups["text"].Value;
        });
        return new Case(rule, name, reports, plain, marks.ToImmutable());
    }

    /// <summary>The text of a file around what stands in a function.</summary>
    public static string InFunction(string body) => Usings + Before + body + After;

    public static string InFile(string text) => Usings + text;

    private static IEnumerable<Case> ReadFile(string path) => Section().Matches(File.ReadAllText(path)).Select(section => Of(
        Path.GetFileNameWithoutExtension(path).Split('-')[0],
        section.Groups["name"].Value,
        section.Groups["kind"].Value is "reports",
        section.Groups["where"].Success ? InFunction(section.Groups["text"].Value) : InFile(section.Groups["text"].Value)));

    [GeneratedRegex(@"^### (?<kind>reports|accepts) (?<name>.+?)(?<where>, in a function)?\n(?<text>(?:(?!### ).*\n?)*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Section();

    [GeneratedRegex(@"\[\|(?<text>.*?)\|\]", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Mark();
}
