using System.Text;
using System.Text.RegularExpressions;
using Trapeze.Core.Labels;
using Trapeze.Testing;

namespace Trapeze.Core.Tests.Labels;

public sealed partial class LabelTextTests
{
    private static readonly LabelOrder Order = LabelOrder.CreateBuilder()
        .Declare("public").Declare("client", "id").Declare("card", "id").Declare("owner").Below("public", "client").Below("client", "owner")
        .Below("client", "card", KindRelation.SameParameter).Build();

    private static readonly string[] Tokens = ["&", "|", "!", "(", ")", "\"", "\\", "client", "owner", "top", " ", "a"];

    [Theory]
    [InlineData("owner", "owner")]
    [InlineData("top", "top")]
    [InlineData("bottom", "bottom")]
    [InlineData("bottom!top", "bottom ! top")]
    [InlineData(" client( bob )&client(alice) ", "client(alice) & client(bob)")]
    [InlineData("client(a)|client(b)", "client(a) | client(b)")]
    [InlineData("client(a) & owner", "owner")]
    [InlineData("client(a) | owner", "client(a)")]
    [InlineData("card(a) | owner & card(b)", "(card(a) | owner) & card(b)")]
    [InlineData("card(b) & (owner | card(a)) ! owner", "(card(a) | owner) & card(b) ! owner")]
    [InlineData("card(a) | (owner & card(b))", "(card(a) | card(b)) & (card(a) | owner)")]
    [InlineData("client(\"a\")", "client(a)")]
    [InlineData("client(\"\")", "client(\"\")")]
    [InlineData("client(\"\\u0041\")", "client(A)")]
    [InlineData("client(\"a b\")", "client(\"a b\")")]
    [InlineData("client(\"~ \")", "client(\"~ \")")]
    [InlineData("client(\"\u007f\")", "client(\"\\u007f\")")]
    [InlineData("  owner  !  owner  ", "owner ! owner")]
    [InlineData("owner ! bottom", "owner")]
    public void Parse_Text_GivesTheCanonicalText(string text, string canonical) => Assert.Equal(canonical, Order.Parse(text).ToString());

    [Theory]
    [InlineData("", 0, "a label is missing here")]
    [InlineData("   ", 3, "a label is missing here")]
    [InlineData("nobody", 0, "unknown label `nobody`")]
    [InlineData("Owner", 0, "unknown label `Owner`")]
    [InlineData("owner(a)", 0, "`owner` takes no parameter")]
    [InlineData("client", 0, "`client(id)` needs a parameter")]
    [InlineData("client()", 7, "a parameter is missing here")]
    [InlineData("client(", 7, "a parameter is missing here")]
    [InlineData("client(\"\\", 8, "write `\\uXXXX` after a backslash")]
    [InlineData("client(\"\\u004", 8, "write `\\uXXXX` after a backslash")]
    [InlineData("client(\"\\u0041", 14, "a quote is not closed")]
    [InlineData("client(a", 8, "`)` is missing here")]
    [InlineData("client(a b)", 9, "`)` is missing here")]
    [InlineData("client(\"a)", 10, "a quote is not closed")]
    [InlineData("client(\"\\\")", 8, "write `\\uXXXX` after a backslash")]
    [InlineData("client(\"\\u12\")", 8, "write `\\uXXXX` after a backslash")]
    [InlineData("client(\"\\u12\0\0\")", 8, "write `\\uXXXX` after a backslash")]
    [InlineData("client(\"\\u+123\")", 8, "write `\\uXXXX` after a backslash")]
    [InlineData("client(é)", 7, "a parameter is missing here")]
    [InlineData("owner &", 7, "a label is missing here")]
    [InlineData("owner & & owner", 8, "unexpected `&`")]
    [InlineData("(owner", 6, "`)` is missing here")]
    [InlineData("owner)", 5, "unexpected `)`")]
    [InlineData("owner ! owner ! owner", 14, "unexpected `!`")]
    [InlineData("owner ! ", 8, "a label is missing here")]
    [InlineData("owner\n", 5, "unexpected `\n`")]
    [InlineData("owner\0", 5, "unexpected `\0`")]
    public void TryParse_WhatIsNoLabel_SaysWhereAndWhy(string text, int position, string message)
    {
        Assert.False(Order.TryParse(text, out var label, out var error));
        Assert.Null(label);
        Assert.Equal(new LabelTextError(position, message), error);
        Assert.Equal(message, Assert.Throws<FormatException>(() => Order.Parse(text)).Message);
    }

    [Fact]
    public void ToString_AnyLabel_ParsesBackToTheSameObject() => Law.Holds(Tape.Any, bytes =>
    {
        var tape = new Tape(bytes);
        var label = DrawLabel(tape);
        return Order.TryParse(label.ToString(), out var parsed, out _) && ReferenceEquals(parsed, label);
    });

    [Fact]
    public void ToString_HostileParameter_ForgesNoOtherText() => Law.Holds(Tape.Any, bytes =>
    {
        var tape = new Tape(bytes);
        var (one, other) = (HostileText.Draw(tape), HostileText.Draw(tape));
        var text = Order.Label("client", one).ToString();
        return OneMember().IsMatch(text)
            && text.Length <= LabelOrder.MaxTextLength
            && Order.Parse(text).Secrecy.SingleAtom!.Parameter == one
            && (one == other) == (text == Order.Label("client", other).ToString())
            && text != Order.Label("card", other).ToString();
    });

    [Fact]
    public void TryParse_MutatedText_FailsCleanlyOrGivesALabelThatRoundTrips()
    {
        int parsed = 0, refused = 0;
        Law.Holds(Tape.Any, bytes =>
        {
            var tape = new Tape(bytes);
            var text = new StringBuilder(DrawLabel(tape).ToString());
            for (var edits = 1 + tape.Next(4); edits > 0; edits--)
            {
                var at = tape.Next(Math.Min(text.Length, 255) + 1);
                var piece = tape.Flip() ? tape.Pick(Tokens) : HostileText.Draw(tape);
                _ = tape.Flip() && at < text.Length ? text.Remove(at, 1) : text.Insert(at, piece);
            }

            if (!Order.TryParse(text.ToString(), out var label, out var error))
            {
                refused++;
                return error.Position >= 0 && error.Position <= text.Length && error.Message.Length > 0;
            }

            parsed++;
            return ReferenceEquals(Order.Parse(label.ToString()), label);
        }, count: 5_000);
        Assert.True(parsed > (parsed + refused) / 50 && refused > (parsed + refused) / 5, $"the cases say little: {parsed} parsed, {refused} refused");
    }

    [Fact]
    public void TryParse_RandomCharacters_NeverThrows() => Law.Holds(Tape.Any, bytes =>
    {
        var tape = new Tape(bytes);
        var text = string.Concat(Enumerable.Range(0, tape.Next(40)).Select(_ => HostileText.Draw(tape)));
        return Order.TryParse(text, out var label, out _) == label is not null;
    });

    [Fact]
    public void TryParse_DeepBrackets_FailsCleanly()
    {
        Assert.True(Order.TryParse(new string('(', 16) + "owner" + new string(')', 16), out _, out _));
        AssertRefused(17, "too many brackets", new string('(', 17) + "owner" + new string(')', 17));
        AssertRefused(17, "too many brackets", new string('(', 60_000));
        Assert.True(Order.TryParse(string.Join(" & ", Enumerable.Repeat("(owner)", 40)), out _, out _));
    }

    [Fact]
    public void TryParse_TooLong_FailsCleanly()
    {
        Assert.True(Order.TryParse("owner".PadRight(LabelOrder.MaxTextLength), out _, out _));
        AssertRefused(0, "the label is too long", "owner".PadRight(LabelOrder.MaxTextLength + 1));
        AssertRefused(0, "the parameter is too long", $"client({new string('a', LabelOrder.MaxParameterLength + 1)})");
        Assert.True(Order.TryParse($"client({new string('a', LabelOrder.MaxParameterLength)})", out _, out _));
    }

    [Fact]
    public void TryParse_ExponentialMeet_FailsCleanly()
    {
        var text = string.Join(" | ", Enumerable.Range(0, 2_000).Select(i => $"(client({i}a) & client({i}b))"));

        Assert.False(Order.TryParse(text[..(text[..60_000].LastIndexOf('|') - 1)], out _, out var error));
        Assert.Equal("the label is too complex", error.Message);
    }

    [Fact]
    public void TryParse_ManyAffordableMeets_FailsCleanly()
    {
        static string Group(string name) => $"({string.Join(" & ", Enumerable.Range(0, 30).Select(i => $"client({name}{i})"))})";
        var text = string.Join(" & ", Enumerable.Range(0, 40).Select(i => $"({Group($"x{i}")} | {Group($"y{i}")})"));

        Assert.True(text.Length < LabelOrder.MaxTextLength);
        Assert.False(Order.TryParse(text, out _, out var error));
        Assert.Equal("the label is too complex", error.Message);
    }

    // 32 clauses: 8 code units around each parameter, 3 between two clauses.
    [Fact]
    public void Join_AsLargeAsItMayBe_IsMade()
    {
        const int clauses = 32;
        const int parameters = LabelOrder.MaxFormulaLength - (clauses * 8) - ((clauses - 1) * 3);
        Formula Joined(int extra) => Enumerable.Range(0, clauses)
            .Select(i => Order.FormulaOf("client", $"{i:00}".PadRight((parameters / clauses) + (i < (parameters % clauses) + extra ? 1 : 0), 'x')))
            .Aggregate((f, g) => f.Join(g));

        Assert.Equal(LabelOrder.MaxFormulaLength, Joined(0).ToString().Length);
        Assert.Throws<LabelTooLargeException>(() => Joined(1));
    }

    [Fact]
    public void Join_TooLargeForItsText_IsRefused()
    {
        var parameter = new string('\u2028', LabelOrder.MaxParameterLength - 1);
        var formula = Order.NoFormula;

        Assert.Throws<LabelTooLargeException>(() =>
        {
            for (var i = 'a'; i <= 'z'; i++)
            {
                var next = formula.Join(Order.FormulaOf("client", parameter + i));
                Assert.True(next.ToString().Length <= LabelOrder.MaxFormulaLength);
                formula = next;
            }
        });
        var largest = Order.Label(formula, formula);
        Assert.True(largest.ToString().Length <= LabelOrder.MaxTextLength);
        Assert.Same(largest, Order.Parse(largest.ToString()));
    }

    [Fact]
    public void Parse_ThousandsOfClauses_RoundTrips()
    {
        var text = string.Join(" & ", Enumerable.Range(0, 2_000).Select(i => $"client({i})").Order(StringComparer.Ordinal));

        Assert.Equal(text, Order.Parse(text).ToString());
    }

    [Fact]
    public void LengthOf_AnyFormula_IsTheTextsLength() => Law.Holds(Tape.Any, bytes =>
    {
        var formula = DrawLabel(new Tape(bytes)).Secrecy;
        return formula.IsBottom || LabelText.LengthOf(formula.ClauseArray) == formula.ToString().Length;
    });

    // Each of the n clauses of the one meets each of the m of the other: n·m pairs of two atoms, of short names so that the text would fit.
    [Fact]
    public void Meet_TooManyAtomsOnTheWay_IsRefused()
    {
        var names = Enumerable.Range(0, 97).Select(i => $"{(char)('a' + (i / 10))}{i % 10}").ToList();
        var order = names.Aggregate(LabelOrder.CreateBuilder(), (builder, name) => builder.Declare(name)).Build();
        Formula Joined(IEnumerable<string> some) => some.Select(name => order.FormulaOf(name, null)).Aggregate((f, g) => f.Join(g));
        var few = Joined(names.Take(32));

        Assert.Equal(32 * 64, few.Meet(Joined(names.Skip(32).Take(64))).Clauses.Length);
        Assert.Equal("the label would be too large", Assert.Throws<LabelTooLargeException>(() => few.Meet(Joined(names.Skip(32)))).Message);
        Assert.Throws<LabelTooLargeException>(() => Joined(names.Skip(32)).Meet(few));
    }

    [Fact]
    public void TryParse_MeetThatWouldBeTooLarge_SaysSo()
    {
        var some = Enumerable.Range(0, 100).Select(i => $"client({i})").ToList();
        var text = $"({string.Join(" & ", some.Take(32))}) | ({string.Join(" & ", some.Skip(32))})";

        AssertRefused(text.Length, "the label would be too large", text);
    }

    private static void AssertRefused(int position, string message, string text)
    {
        Assert.False(Order.TryParse(text, out _, out var error));
        Assert.Equal(new LabelTextError(position, message), error);
    }

    private static Label DrawLabel(Tape tape)
    {
        var secrecy = DrawFormula(tape);
        return Order.Label(secrecy, tape.Flip() ? DrawFormula(tape) : Order.NoFormula);
    }

    private static Formula DrawFormula(Tape tape)
    {
        var formula = DrawAtom(tape);
        for (var operands = tape.Next(5); operands > 0; operands--)
        {
            formula = tape.Flip() ? formula.Join(DrawAtom(tape)) : formula.Meet(DrawAtom(tape));
        }

        return formula;
    }

    private static Formula DrawAtom(Tape tape) => tape.Next(8) switch
    {
        0 => Order.FormulaOf("owner", null),
        1 => Order.FormulaOf("public", null),
        2 => tape.Flip() ? Order.NoFormula : Order.EveryFormula,
        3 or 4 => Order.FormulaOf("card", HostileText.Draw(tape)),
        _ => Order.FormulaOf("client", HostileText.Draw(tape)),
    };

    [GeneratedRegex("""\Aclient\(([A-Za-z0-9_.-]+|"([ !#-\[\]-~]|\\u[0-9a-f]{4})*")\)\z""")]
    private static partial Regex OneMember();
}
