using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Trapeze.Evidence.Lockstep.Labels;

namespace Trapeze.Evidence.Lockstep.Policies;

/// <summary>A policy as somebody might write it.</summary>
internal sealed record PolicyDraft(
    DeclaredOrder Order,
    ImmutableArray<CallerRule> Callers,
    LabelExpression? Reply,
    ImmutableArray<ChannelRule> Channels,
    ImmutableArray<FunctionRule> Functions,
    ImmutableArray<DeclassifierRule> Declassifiers)
{
    internal const string Table = "t0";
    private const int FunctionCount = 3;
    private const int ChannelCount = 3;

    /// <summary>Labels that were added later, and that nothing speaks of: the machine does without them.</summary>
    internal ImmutableArray<Kind> Later { get; init; } = [];

    /// <summary>The policy's text.</summary>
    internal string Yaml
    {
        get
        {
            var text = new StringBuilder("trapeze: 1\nlabels:\n");
            foreach (var kind in Order.Kinds.AddRange(Later))
            {
                text.Append(CultureInfo.InvariantCulture, $"  \"{kind.Text}\": [{Quoted(kind.Below.Select(below => BelowText(kind, below)))}]\n");
            }

            text.Append("callers:\n");
            foreach (var caller in Callers)
            {
                text.Append(caller.Role is null ? $"  - anonymous: \"{caller.Are}\"\n" : $"  - {{ when: {{ role: {caller.Role} }}, are: \"{caller.Are}\" }}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"channels:\n  reply: {(Reply is null ? "caller" : $"\"{Reply}\"")}\n");
            foreach (var channel in Channels)
            {
                var answers = channel.Answers is null ? "" : $", answers: \"{channel.Answers}\"";
                text.Append(CultureInfo.InvariantCulture, $"  {channel.Name}: {{ http: \"http://{channel.Name}.invalid/\", label: \"{channel.Label}\"{answers} }}\n");
            }

            text.Append(CultureInfo.InvariantCulture, $"tables:\n  {Table}: {{ key: id }}\nfunctions:\n");
            foreach (var function in Functions)
            {
                var callers = function.Callers is { } list ? $", callers: [{Quoted(list)}]" : "";
                var raises = function.Raises.IsEmpty ? "" : $", raises: [{Quoted(function.Raises)}]";
                text.Append(CultureInfo.InvariantCulture, $"  {function.Name}: {{ on: [GET /{function.Name}, event {function.Event}]{callers}{raises} }}\n");
            }

            text.Append(Declassifiers.IsEmpty ? "" : "declassifiers:\n");
            foreach (var way in Declassifiers)
            {
                var by = way.DecidedBy is null ? "" : $", decidedBy: \"{way.DecidedBy}\"";
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"  {way.Name}: {{ from: \"{way.From}\", to: \"{way.To}\", code: Trusted.Code, in: {Functions[way.Function].Name}, into: [{Quoted(way.Into)}]{by} }}\n");
            }

            return text.ToString();
        }
    }

    internal static PolicyDraft Draw(Dice dice, DeclaredOrder order)
    {
        var families = order.Families.ToList();
        Func<string, string>? same = families.Count == 0 ? null : parameter => dice.Next(8) == 0 ? dice.Pick(families).Parameter! : parameter;
        Func<string, string>? claim = families.Count == 0 ? null : _ => "sub";
        ImmutableArray<CallerRule> callers =
        [
            new("r0", LabelExpression.Draw(dice, order, claim)),
            new("r1", LabelExpression.Draw(dice, order, claim)),
            new(null, LabelExpression.Draw(dice, order)),
        ];
        var functions = Enumerable.Range(0, FunctionCount).Select(at => new FunctionRule(
            $"f{at}", $"e{at}", dice.Next(3) == 0 ? [Admitted(dice, order, callers)] : null, Raises(dice, order, same))).ToImmutableArray();
        var channels = Enumerable.Range(0, ChannelCount).Select(at => new ChannelRule(
            $"c{at}", dice.Next(4) == 0 ? new(Expression.Top, null) : LabelExpression.Draw(dice, order, same), dice.Flip() ? LabelExpression.Draw(dice, order, same) : null)).ToImmutableArray();
        var ways = Enumerable.Range(0, FunctionCount).Select(at => Way(dice, order, $"d{at}", functions, same, at)).ToImmutableArray();
        return new(order, callers, dice.Next(6) == 0 ? LabelExpression.Draw(dice, order) : null, channels, functions, ways);
    }

    private static ImmutableArray<Pattern> Raises(Dice dice, DeclaredOrder order, Func<string, string>? same) =>
        dice.Next(4) switch
        {
            0 => [],
            1 => [new(new(Expression.Top, null), null)],
            _ => [.. Enumerable.Range(0, 1 + dice.Next(2)).Select(_ => order.Families.Any() && dice.Next(3) == 0
                ? new Pattern(null, dice.Pick(order.Families.ToList()).Name)
                : new Pattern(LabelExpression.Draw(dice, order, same), null))],
        };

    private static Pattern Admitted(Dice dice, DeclaredOrder order, ImmutableArray<CallerRule> callers) =>
        order.Families.Any() && dice.Flip()
            ? new Pattern(null, dice.Pick(order.Families.ToList()).Name)
            : new Pattern(dice.Pick(callers).Are.Bind(_ => dice.Pick(DeclaredOrder.Members)), null);

    private static DeclassifierRule Way(Dice dice, DeclaredOrder order, string name, ImmutableArray<FunctionRule> functions, Func<string, string>? same, int function)
    {
        var from = dice.Flip() ? new LabelExpression(Expression.Top, null)
            : functions[function].Raises is [{ Label: { } raised }, ..] && dice.Flip() ? raised
            : LabelExpression.Draw(dice, order, same);
        string[] sinks = [Table, .. functions.Select(each => each.Event), .. Enumerable.Range(0, ChannelCount).Select(at => $"c{at}")];
        return new(
            name,
            function,
            from,
            LabelExpression.Draw(dice, order, same),
            dice.Next(4) == 0 ? Expression.Draw(dice, order, same) : null,
            [.. Enumerable.Range(0, 1 + dice.Next(3)).Select(_ => dice.Pick(sinks)).Distinct(StringComparer.Ordinal)]);
    }

    private static string Quoted(IEnumerable<object> all) => string.Join(", ", all.Select(each => $"\"{each}\""));

    private string BelowText(Kind upper, Below below)
    {
        var lower = Order.Kinds.Single(kind => kind.Name == below.Kind);
        return lower.Parameter is null ? lower.Name : below.SameMember ? $"{lower.Name}({upper.Parameter})" : $"{lower.Name}(*)";
    }
}
