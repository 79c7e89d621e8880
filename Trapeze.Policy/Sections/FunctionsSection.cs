using System.Collections.Immutable;
using Trapeze.Policy.Diagnostics;
using Trapeze.Policy.Functions;
using Trapeze.Policy.Labels;
using Trapeze.Policy.Syntax;

namespace Trapeze.Policy.Sections;

/// <summary>Reads <c>functions:</c>: what starts each, who may call it, how high it may rise.</summary>
internal sealed class FunctionsSection(LabelNames names, DiagnosticBag problems)
{
    private readonly Dictionary<string, (string Function, int Line)> _routes = new(StringComparer.OrdinalIgnoreCase);

    internal List<Declared<FunctionRule>> Read(MappingEntry? section)
    {
        var functions = new List<Declared<FunctionRule>>();
        foreach (var (key, value) in Shape.Entries(section, "such as `catalog: { on: GET /products }`", problems))
        {
            if (Shape.IsName(key, problems))
            {
                functions.Add(new Declared<FunctionRule>(key.Text, key.Span, ReadFunction(key, value)));
            }
        }

        return functions;
    }

    private FunctionRule ReadFunction(ScalarNode key, SyntaxNode value)
    {
        if (Fields.Of(value, key.Span, "a function", ["on", "callers", "raises", "streams"], problems) is not { } fields)
        {
            return new FunctionRule([], [], null, [], Streams: false) { IsSound = false };
        }

        var before = problems.Count;
        var routes = ImmutableArray.CreateBuilder<Located<RouteTrigger>>();
        var events = ImmutableArray.CreateBuilder<Located<string>>();
        var on = fields.Required("on", "`on:` says what starts it: `GET /products`, or `event product.create`");
        foreach (var trigger in fields.OneOrMany(on, "on", "GET /products"))
        {
            var (route, name) = TriggerReader.Read(trigger, problems);
            if (route is not null)
            {
                routes.Add(new Located<RouteTrigger>(route, trigger));
                ClaimRoute(key.Text, route, trigger);
            }

            if (name is not null)
            {
                events.Add(new Located<string>(name, trigger));
            }
        }

        ImmutableArray<Located<LabelPattern>>? callers = fields.Has("callers") ? Patterns(fields, "callers", LabelPlace.Callers) : null;
        var raises = Patterns(fields, "raises", LabelPlace.Raises);
        var streams = ReadStreams(fields);
        var hasRoute = routes.Count > 0 || problems.Count > before;
        CheckRoute(fields, hasRoute);
        if (streams && fields.Has("raises"))
        {
            problems.Error(
                DiagnosticCode.StreamRises,
                fields.Key("raises")!.Span,
                $"`{key.Text}` streams, so it cannot rise",
                "what has gone out cannot be taken back: remove `raises:` or `streams:`");
        }

        return new FunctionRule(routes.ToImmutable(), events.ToImmutable(), callers, raises, streams) { IsSound = problems.Count == before };
    }

    private void CheckRoute(Fields fields, bool hasRoute)
    {
        foreach (var key in (ReadOnlySpan<string>)["callers", "streams"])
        {
            if (fields.Has(key) && !hasRoute)
            {
                problems.Error(
                    DiagnosticCode.NeedsRoute,
                    fields.Key(key)!.Span,
                    $"`{key}` says something only of a function with a route",
                    "an event carries the label of whoever published it, and has no reply");
            }
        }
    }

    private void ClaimRoute(string function, RouteTrigger route, ScalarNode text)
    {
        var same = $"{route.Method} {TriggerReader.Normalised(route.Path)}";
        if (!_routes.TryAdd(same, (function, text.Span.Line)))
        {
            var (first, line) = _routes[same];
            problems.Error(
                DiagnosticCode.RouteTwice,
                text.Span,
                $"`{route}` starts `{first}` already",
                $"that is in line {line}; a route starts one function, and the names of its parameters do not tell routes apart");
        }
    }

    private ImmutableArray<Located<LabelPattern>> Patterns(Fields fields, string key, LabelPlace place)
    {
        var patterns = ImmutableArray.CreateBuilder<Located<LabelPattern>>();
        foreach (var text in fields.OneOrMany(fields.Optional(key), key, "owner"))
        {
            if (LabelReader.Read(text, place, names, problems) is { } label)
            {
                patterns.Add(new Located<LabelPattern>(new LabelPattern(label), text));
            }
        }

        return patterns.ToImmutable();
    }

    private bool ReadStreams(Fields fields)
    {
        if (fields.OptionalText("streams", "true") is not { } text)
        {
            return false;
        }

        if (text.Text is not "true")
        {
            problems.Error(DiagnosticCode.WrongShape, text.Span, "`streams` takes `true`", "a function that does not stream leaves the key out");
        }

        return true;
    }
}
