using System.Collections.Immutable;
using Trapeze.Core.Labels;
using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Sections;

/// <summary>Reads the sections of a policy, each by its own reader.</summary>
internal static class PolicySections
{
    private static readonly ImmutableArray<string> Names = ["trapeze", "labels", "callers", "channels", "tables", "functions", "sources", "declassifiers", "sandbox"];

    internal static PolicyDraft? Read(SyntaxNode root, LabelOrder? reuse, DiagnosticBag problems)
    {
        var start = new SourceSpan(1, 1, 0);
        if (root is not MappingNode mapping || Fields.Of(root, start, "a policy", Names, problems) is not { } fields)
        {
            Fields.Of(root, start, "a policy", Names, problems);
            return null;
        }

        CheckVersion(fields, problems);
        RequireSection(fields, "labels", "`labels:` declares who information belongs to", problems);
        RequireSection(fields, "functions", "`functions:` says what starts each function; what it does not name does not run", problems);
        var labels = new LabelsSection(problems).Read(mapping.Find("labels"), reuse);
        var before = problems.Count;
        var callers = new CallersSection(labels, problems).Read(mapping.Find("callers"));
        var knowsCallers = problems.Count == before;
        var channelsSection = new ChannelsSection(labels, problems);
        var channels = channelsSection.Read(mapping.Find("channels"));
        var tables = new TablesSection(problems).Read(mapping.Find("tables"));
        var functions = new FunctionsSection(labels, problems).Read(mapping.Find("functions"));
        var sources = new SourcesSection(labels, problems).Read(mapping.Find("sources"));
        var declassifiers = new DeclassifiersSection(labels, problems).Read(mapping.Find("declassifiers"));
        var profiles = new SandboxSection(problems).Read(mapping.Find("sandbox"));
        if (functions.Exists(function => !function.Value.Routes.IsEmpty))
        {
            RequireSection(fields, "callers", "there are routes, so `callers:` says who may call: `- anonymous: public` is the shortest", problems);
            if (!channelsSection.HasReply)
            {
                problems.Error(
                    DiagnosticCode.MissingKey,
                    fields.Key("channels")?.Span ?? start,
                    "the channels need `reply`",
                    "there are routes, so `channels:` says who sees what they answer: `reply: caller` is each caller's own label");
            }
        }

        return new PolicyDraft(labels, callers, channelsSection.Reply, channels, tables, functions, declassifiers, profiles, sources) { KnowsCallers = knowsCallers };
    }

    private static void CheckVersion(Fields fields, DiagnosticBag problems)
    {
        if (fields.RequiredText("trapeze", "the first line of a policy is `trapeze: 1`", "1") is { } version && version.Text is not "1")
        {
            problems.Error(DiagnosticCode.Version, version.Span, $"version {DiagnosticText.Quote(version.Text)} of the policy language is not known", "this version of Trapeze reads `trapeze: 1`");
        }
    }

    private static void RequireSection(Fields fields, string name, string hint, DiagnosticBag problems)
    {
        if (!fields.Has(name))
        {
            problems.Error(DiagnosticCode.MissingKey, new SourceSpan(1, 1, 0), $"the policy has no section `{name}`", hint);
        }
    }
}
