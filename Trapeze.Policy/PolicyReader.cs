using Trapeze.Core.Labels;
using Trapeze.Policy.Analysis;
using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Sections;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy;

/// <summary>Reads policies: a checked, immutable one, or all the problems.</summary>
public static class PolicyReader
{
    /// <summary>Reads a policy's text.</summary>
    /// <param name="text">The YAML text.</param>
    /// <param name="file">The name that diagnostics show.</param>
    /// <param name="reuse">An order to keep if the policy declares the same one, so that labels of both policies mix.</param>
    public static PolicyResult Read(string text, string file, LabelOrder? reuse = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(file);
        return Read(new PolicyText(file, text, PolicyTextState.Read), reuse);
    }

    /// <summary>Reads a policy's file. A file that cannot be read is a diagnostic, not an exception.</summary>
    /// <param name="path">The file; diagnostics show its name without folders.</param>
    /// <param name="reuse">An order to keep if the policy declares the same one, so that labels of both policies mix.</param>
    public static PolicyResult ReadFile(string path, LabelOrder? reuse = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Read(PolicyText.Of(path), reuse);
    }

    internal static PolicyResult Read(PolicyText text, LabelOrder? reuse)
    {
        var problems = new DiagnosticBag(text.File, text.Text);
        var policy = text.State == PolicyTextState.Read ? Policy(text.Text, reuse, problems) : null;
        if (text.State != PolicyTextState.Read)
        {
            ReportUnread(text.State, problems);
        }

        return new PolicyResult(problems.HasErrors ? null : policy, problems.ToImmutable());
    }

    private static FlowPolicy? Policy(string text, LabelOrder? reuse, DiagnosticBag problems)
    {
        if (YamlTree.Read(text, problems) is not { } root || PolicySections.Read(root, reuse, problems) is not { } draft)
        {
            return null;
        }

        FlowChecks.Run(draft, problems);
        return problems.HasErrors ? null : PolicyAssembly.Assemble(draft);
    }

    private static void ReportUnread(PolicyTextState state, DiagnosticBag problems)
    {
        var start = new SourceSpan(1, 1, 0);
        switch (state)
        {
            case PolicyTextState.TooLarge:
                problems.Error(DiagnosticCode.TooLarge, start, "the policy is larger than 1 MiB");
                break;
            case PolicyTextState.NotUtf8:
                problems.Error(DiagnosticCode.BadCharacter, start, "the policy is not UTF-8 text", "save it as UTF-8");
                break;
            default:
                problems.Error(
                    DiagnosticCode.Unreadable, start, state == PolicyTextState.Missing ? "there is no such file" : "the file cannot be read", "without a policy nothing runs");
                break;
        }
    }
}
