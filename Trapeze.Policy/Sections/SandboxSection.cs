using System.Collections.Immutable;
using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Profiles;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Sections;

/// <summary>Reads <c>sandbox:</c>: what the native programs may do that functions run.</summary>
internal sealed class SandboxSection(DiagnosticBag problems)
{
    private const string Own = "own";
    private const string Reads = "reads";
    private const int LongestVariable = 4_096;

    internal List<Declared<ProfileRule>> Read(MappingEntry? section)
    {
        var profiles = new List<Declared<ProfileRule>>();
        foreach (var (key, value) in Shape.Entries(section, "such as `compile: { in: build, exec: /usr/bin/gcc }`", problems))
        {
            if (Shape.IsName(key, problems) && ReadProfile(key, value) is { } rule)
            {
                profiles.Add(new Declared<ProfileRule>(key.Text, key.Span, rule));
            }
        }

        return profiles;
    }

    private ProfileRule? ReadProfile(ScalarNode key, SyntaxNode value)
    {
        if (Fields.Of(value, key.Span, "a profile", ["in", "exec", "read", "net", "env", "limits", "audit"], problems, spokenOf: "write") is not { } fields)
        {
            return null;
        }

        if (fields.Key("write") is { } write)
        {
            problems.Error(
                DiagnosticCode.WritesElsewhere,
                write.Span,
                "a profile cannot let programs write",
                "what one run writes another could read, whatever their labels: each has a folder of its own to write in, and the function takes from there what it needs");
        }

        var functions = fields.OneOrMany(fields.Required("in", "`in:` is the function that may run programs so, or a list of them"), "in", "build");
        var executes = fields.OneOrMany(fields.Required("exec", "`exec:` is the program that may be executed, or a list of them"), "exec", "/usr/bin/gcc");
        var reads = Paths(fields.OneOrMany(fields.Optional("read"), "read", "/usr/include"));
        var network = fields.OptionalText("net", "none");
        return new ProfileRule(
            functions,
            Paths([.. executes.Where(path => path.Text is not Own)]),
            executes.Any(path => path.Text is Own),
            reads,
            network is { Text: not "none" } ? network : null,
            Variables(fields),
            new LimitsReader(problems).Read(fields.Entry("limits")),
            AuditsReads(fields.OptionalText("audit", Reads)));
    }

    private bool AuditsReads(ScalarNode? audit)
    {
        if (audit is null or { Text: Reads })
        {
            return audit is not null;
        }

        problems.Error(
            DiagnosticCode.Audit,
            audit.Span,
            $"{DiagnosticText.Quote(audit.Text)} cannot be asked for in the audit log",
            "write `reads`, what is opened to read and not given, or leave the key out: what else is refused is always there");
        return false;
    }

    private ImmutableArray<PathPattern> Paths(ImmutableArray<ScalarNode> texts)
    {
        var paths = new List<(PathPattern Path, ScalarNode Text)>();
        foreach (var text in texts)
        {
            if (PathPattern.TryParse(text.Text, out var path) is { } hint)
            {
                problems.Error(DiagnosticCode.GrantPath, text.Span, $"{DiagnosticText.Quote(text.Text)} is not a path from the root", hint);
            }
            else if (SharedPlaces.Reached(path!) is { } reached)
            {
                problems.Error(DiagnosticCode.SharedPlace, text.Span, $"{DiagnosticText.Quote(text.Text)} {reached.Problem}", reached.Hint);
            }
            else
            {
                paths.Add((path!, text));
            }
        }

        foreach (var (path, text) in paths)
        {
            if (paths.Find(other => !other.Path.HasWildcards && path.LiesBelow(other.Path)) is { Path: { } above })
            {
                problems.Warning(DiagnosticCode.GrantedAlready, text.Span, $"{DiagnosticText.Quote(text.Text)} is given already", $"it lies below {DiagnosticText.Quote(above.Text)}: remove it");
            }
        }

        return [.. paths.Select(each => each.Path)];
    }

    private ImmutableArray<ProfileVariable> Variables(Fields fields)
    {
        var variables = ImmutableArray.CreateBuilder<ProfileVariable>();
        foreach (var text in fields.OneOrMany(fields.Optional("env"), "env", "LANG=C"))
        {
            if (text.Text.Length > LongestVariable || ProfileVariable.Parse(text.Text) is not { } variable)
            {
                problems.Error(
                    DiagnosticCode.Variable,
                    text.Span,
                    $"{DiagnosticText.Quote(text.Text)} is not a variable",
                    $"write `NAME=value`, or `NAME` alone for the value that the host has; names are of letters, digits and `_`, and all is at most {LongestVariable} long");
            }
            else if (variables.Any(other => other.Name == variable.Name))
            {
                problems.Error(DiagnosticCode.ListedTwice, text.Span, $"`{variable.Name}` is in this list twice", "remove one");
            }
            else
            {
                variables.Add(variable);
            }
        }

        return variables.ToImmutable();
    }
}
