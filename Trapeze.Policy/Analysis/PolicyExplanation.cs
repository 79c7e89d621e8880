using System.Globalization;
using System.Text;
using Trapeze.Core.Labels;
using Trapeze.Policy.Callers;
using Trapeze.Policy.Channels;
using Trapeze.Policy.Declassifiers;
using Trapeze.Policy.Functions;
using Trapeze.Policy.Labels;
using Trapeze.Policy.Profiles;
using Trapeze.Policy.Sections;
using Trapeze.Policy.Sources;

namespace Trapeze.Policy.Analysis;

/// <summary>Says in words who can learn what under a policy.</summary>
internal sealed class PolicyExplanation
{
    private readonly FlowPolicy _policy;
    private readonly StringBuilder _text = new();

    private PolicyExplanation(FlowPolicy policy) => _policy = policy;

    internal static string Of(FlowPolicy policy)
    {
        var explanation = new PolicyExplanation(policy);
        explanation.Callers();
        explanation.Labels();
        explanation.Channels();
        explanation.Functions();
        explanation.Sources();
        explanation.Declassifiers();
        explanation.Profiles();
        return explanation._text.ToString();
    }

    private static string Who(CallerRule rule) =>
        rule.IsAnonymous ? "without a token"
        : rule.Conditions.IsEmpty ? "any other valid token"
        : "token with " + string.Join(" and ", rule.Conditions.Select(condition => $"{condition.Claim} {condition.Value}"));

    private static string Started(FunctionPolicy function)
    {
        var callers = function.Callers is { } patterns ? $" by {string.Join(", ", patterns)}" : " by any caller";
        var routes = function.Routes.IsEmpty ? [] : new[] { string.Join(", ", function.Routes) + callers };
        return string.Join("; ", routes.Concat(function.Events.Select(name => $"event {name}")));
    }

    private static string Below(AtomKind lower, KindRelation relation) =>
        !lower.IsFamily ? lower.Name : relation == KindRelation.SameParameter ? $"{lower.Name}(the same)" : $"{lower.Name}(*)";

    private static bool Flows(LabelTemplate from, Label to) => Symbols.Bind(from) is { } label && label.FlowsTo(to);

    private static string Sentence(DeclassifierPolicy way)
    {
        var bound = way.ReleasesBits switch
        {
            null => "without a bound",
            1 => "1 bit a use",
            var bits => string.Create(CultureInfo.InvariantCulture, $"{bits} bits a use"),
        };
        var decided = way.DecidedBy is null ? "" : $", decided by {way.DecidedBy}";
        return $"{way.From} → {way.To}, {bound}, in {way.Function}, into {string.Join(", ", way.Into)}, by {way.Code}{decided}";
    }

    private static string Way(ChannelPolicy channel) =>
        channel.Target is { } target ? $"{ChannelForm.All.First(form => form.Kind == channel.Kind).Key} {channel.Address?.ToString() ?? target} "
        : channel.Address is { } address ? $"{address} "
        : "";

    private static string Sentence(SourcePolicy source)
    {
        var starts = source.Event is { } name ? $"starts event {name}" : "starts the event that its envelope names";
        var label = source.Kind == SourceKind.DynamoDb ? "at each facet's own label"
            : source.UnsignedLabel is { } unsigned ? $"without an envelope at {unsigned}"
            : "never without an envelope";
        return $"{SourcePolicy.WordOf(source.Kind)} {source.Resource}{(source.From is { } topic ? $" from {topic}" : "")}; {starts}, {label}";
    }

    private static IEnumerable<T> Sorted<T>(IEnumerable<T> items, Func<T, string> name) => items.OrderBy(name, StringComparer.Ordinal);

    private void Callers() => Table("callers", _policy.Callers.Rules.Select(rule => (Who(rule), $"starts at {rule.Label}")));

    private void Labels() => Table("labels", _policy.Order.Kinds.Select(kind => (kind.ToString(), Learns(kind))));

    private string Learns(AtomKind kind)
    {
        var below = _policy.Order.Kinds
            .Where(lower => lower != kind)
            .Select(lower => (Lower: lower, Relation: _policy.Order.Relate(lower, kind)))
            .Where(pair => pair.Relation != KindRelation.None)
            .Select(pair => Below(pair.Lower, pair.Relation))
            .ToList();
        var reader = _policy.Order.Label(_policy.Order.FormulaOf(kind.Name, kind.IsFamily ? Symbols.Name(kind.Parameter!) : null));
        var released = Sorted(_policy.Declassifiers.Values, way => way.Name)
            .Where(way => Flows(way.To, reader) && !Flows(way.From, reader))
            .Select(way => $"{way.From} through {way.Name}")
            .ToList();
        var sees = below.Count == 0 ? "sees only its own" : $"sees {string.Join(", ", below)}";
        return released.Count == 0 ? sees : $"{sees}; and of {string.Join(", of ", released)}";
    }

    private void Channels()
    {
        var reply = _policy.Reply is { } fixedReply ? $"shows what is at or below {fixedReply.Label}" : "shows each caller what is at or below the caller's own label";
        var channels = Sorted(_policy.Channels.Values, channel => channel.Name)
            .Select(channel => (channel.Name, $"{Way(channel)}shows what is at or below {channel.Label}"));
        Table("channels", channels.Prepend(("reply", reply)));
    }

    private void Functions() => Table(
        "functions",
        Sorted(_policy.Functions.Values, function => function.Name)
            .Select(function => (function.Name, $"{Started(function)}; {(function.Raises.IsEmpty ? "does not rise" : $"may rise to {string.Join(", ", function.Raises)}")}")));

    private void Sources()
    {
        if (_policy.Sources.Count > 0)
        {
            Table("events from outside", Sorted(_policy.Sources.Values, source => source.Name).Select(source => (source.Name, Sentence(source))));
        }
    }

    private void Declassifiers()
    {
        var ways = Sorted(_policy.Declassifiers.Values, way => way.Name).ToList();
        var unbounded = ways.Count(way => way.ReleasesBits is null);
        Table(
            string.Create(CultureInfo.InvariantCulture, $"ways down: {ways.Count}, of these without a bound: {unbounded}"),
            ways.Select(way => (way.Name, Sentence(way))));
    }

    private void Profiles()
    {
        if (_policy.Profiles.Count > 0)
        {
            Table("programs that functions run", Sorted(_policy.Profiles.Values, profile => profile.Name).Select(profile => (profile.Name, Sentence(profile))));
        }
    }

    private static string Sentence(SandboxProfile profile)
    {
        var reads = profile.Reads.IsEmpty ? "" : $"; read {string.Join(", ", profile.Reads)}";
        return $"in {string.Join(", ", profile.Functions)}; execute {string.Join(", ", profile.Executes.Select(path => path.Text).Concat(profile.ExecutesOwn ? ["what lies in its own folder"] : []))}{reads}; {(profile.Channel is { } channel ? $"send on {channel}" : "no network")}{(profile.AuditsReads ? "; refused reads are named" : "")}";
    }

    private void Table(string title, IEnumerable<(string Name, string Words)> rows)
    {
        var lines = rows.ToList();
        var width = lines.Count == 0 ? 0 : lines.Max(line => line.Name.Length);
        _text.Append(_text.Length == 0 ? "" : "\n").Append(title).Append('\n');
        foreach (var (name, words) in lines)
        {
            _text.Append("  ").Append(name.PadRight(width)).Append("  ").Append(words).Append('\n');
        }
    }
}
