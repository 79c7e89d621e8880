using Trapeze.Core.Labels;
using Trapeze.Policy.Labels;

namespace Trapeze.Policy.Tests;

/// <summary>What is made of the values of open parameters, and how often.</summary>
public sealed class BoundValuesTests
{
    private readonly FlowPolicy _policy = PolicyFiles.Parse("trapeze: 1\nlabels:\n  c(id):\n  k(number):\nfunctions:\n  f: { on: event e, raises: [c(*), k(*)] }\n");
    private int _made;

    [Fact]
    public void NoNames_IsMadeOnce()
    {
        var values = Values();

        Assert.Same(values.For(Start("c(a)")), values.Of([]));
        Assert.Equal(1, _made);
    }

    [Fact]
    public void OneName_IsRememberedByValue()
    {
        var values = Values("id");

        Assert.Equal("id=a", values.For(Start("c(a)")));
        Assert.Equal("id=a", values.Of("a"));
        Assert.Equal("id=a", values.Of(["a"]));
        Assert.Equal(1, _made);
        Assert.Equal("id=b", values.Of("b"));
        Assert.Equal(2, _made);
        Assert.Null(values.For(Start("k(a)")));
    }

    [Fact]
    public void OneName_ValueTooLong_IsNotMade()
    {
        Assert.NotNull(Values("id").Of(new string('x', LabelOrder.MaxParameterLength)));
        Assert.Equal(1, _made);
        Assert.Null(Values("id").Of(new string('x', LabelOrder.MaxParameterLength + 1)));
        Assert.Equal(1, _made);
    }

    [Fact]
    public void TwoNames_EachHasItsOwnValue()
    {
        var values = Values("id", "number");

        Assert.Equal("id=a,number=b", values.For(Start("c(a) & k(b)")));
        Assert.Equal("id=x,number=y", values.Of(["x", "y"]));
        Assert.Null(values.For(Start("c(a)")));
        Assert.Null(values.For(Start("k(a)")));
    }

    [Fact]
    public void Bindings_NoneOrUnknownName_FillsNothing()
    {
        Assert.False(Bindings.None.TryFill(new ParameterTemplate(ParameterTemplateKind.Variable, "id"), out _));
        Assert.False(new Bindings(["id"], ["a"]).TryFill(new ParameterTemplate(ParameterTemplateKind.Variable, "number"), out _));
        Assert.False(default(Bindings).TryFill(new ParameterTemplate(ParameterTemplateKind.Variable, "id"), out _));
    }

    private Label Start(string text) => _policy.Order.Parse(text);

    private BoundValues<string> Values(params string[] names) => new([.. names], bindings => Text(names, bindings));

    private string Text(string[] names, Bindings bindings)
    {
        _made++;
        return string.Join(',', names.Select(name => bindings.TryFill(new ParameterTemplate(ParameterTemplateKind.Variable, name), out var value) ? $"{name}={value}" : ""));
    }
}
