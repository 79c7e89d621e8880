using Trapeze.Core.Activations;
using Trapeze.Core.Labels;

namespace Trapeze.Core.Tests.Activations;

/// <summary>A monitor over the retail order, its audit and one caller's reply.</summary>
internal sealed class Scene
{
    public Scene()
    {
        Order = LabelOrder.CreateBuilder()
            .Declare("public").Declare("client", "id").Declare("owner").Declare("cardCompany")
            .Below("public", "client").Below("client", "owner")
            .Build();
        Public = Order.Label("public");
        Alice = Order.Label("client", "alice");
        Bob = Order.Label("client", "bob");
        Owner = Order.Label("owner");
        Monitor = new ReferenceMonitor(Audit);
    }

    public LabelOrder Order { get; }

    public Label Public { get; }

    public Label Alice { get; }

    public Label Bob { get; }

    public Label Owner { get; }

    public AuditList Audit { get; } = new();

    public CountingReply Reply { get; } = new();

    public ReferenceMonitor Monitor { get; }

    public Activation Start(Label at, Clearance? clearance = null, Label? reply = null) => Monitor.Start(StartOf(at, clearance, reply));

    public ActivationStart StartOf(Label at, Clearance? clearance = null, Label? reply = null) => new()
    {
        Function = "orders",
        Label = at,
        Clearance = clearance ?? Clearance.Everything,
        ReplyLabel = reply,
        Reply = reply is null ? null : Reply,
    };
}
