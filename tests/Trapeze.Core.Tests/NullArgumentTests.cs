using Trapeze.Core.Activations;
using Trapeze.Core.Channels;
using Trapeze.Core.Declassification;
using Trapeze.Core.Facets;
using Trapeze.Core.Labels;
using Trapeze.Core.Tests.Activations;
using Trapeze.Testing;

namespace Trapeze.Core.Tests;

public sealed class NullArgumentTests
{
    [Fact]
    public void PublicMembers_ArgumentIsNull_RefuseIt()
    {
        var scene = new Scene();
        var arguments = new NullArguments(
            "owner",
            scene.Order,
            LabelOrder.CreateBuilder().Declare("owner"),
            scene.Order.Kinds[0],
            scene.Alice,
            scene.Alice.Secrecy,
            scene.Alice.Secrecy.Clauses[0],
            scene.Alice.Secrecy.SingleAtom!,
            scene.Start(scene.Alice),
            Clearance.Everything,
            scene.Monitor,
            scene.Audit,
            new Channel("mail", scene.Owner),
            new Declassifier("total", "orders", scene.Owner, scene.Public, integrity: null, ["mail"]),
            FacetSequence<string>.Empty,
            FacetedMap<string, string>.Empty,
            new Action<object>(_ => { }),
            new Func<string, bool>(_ => true));

        Assert.Empty(arguments.Accepted(typeof(Label).Assembly));
        Assert.InRange(arguments.Tried, 40, int.MaxValue);
    }
}
