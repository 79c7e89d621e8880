using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.Shim.Declassification;
using Trapeze.Shim.Events;
using Trapeze.Shim.Tests.Hosting;

namespace Trapeze.Shim.Tests.Declassification;

/// <summary>What is released is looked at by trusted code, but made by the function: looking at it may raise the label.</summary>
public sealed class RisingInputTests
{
    private const string Policy = """
        trapeze: 1
        labels:
          public:
          user(id): public
          secret:   user(*)
        callers:
          - when: { role: user }
            are: user($sub)
        channels:
          reply: caller
        functions:
          decide: { on: POST /decide, raises: secret }
          hear:   { on: event decided }
        declassifiers:
          ofNote: { from: secret, to: "user($id)", code: Tests.OfNote, in: decide, releases: 1 bit, into: decided }
        """;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Release_OfWhatRaisesWhileItIsLookedAt_IsRefusedAndNothingGoesOut(bool isPrepared)
    {
        using var folder = new Folder();
        await using var host = ShimHost.Create(folder.Path, Policy, configure: builder => builder.AddDeclassifier<OfNote>("Tests.OfNote"));
        await host.RunAsync("decide", "user(ann)", async (services, activation) =>
        {
            var release = services.GetRequiredService<IRelease>();
            var note = new Note(() => activation.RaiseLabel(host.Order.Top));
            await Assert.ThrowsAsync<FlowRefusedException>(() => isPrepared
                ? release.Prepare("ofNote", "decided", new { }).CompleteAsync(note)
                : release.IntoEventAsync("ofNote", "decided", note));
        });

        Assert.Equal(0, host.Services.GetRequiredService<EventQueue>().Lanes.Count);
        Assert.Contains(host.Audit(), entry => entry is { Rule: "Declassify", Reason: "OutsideDeclassifier", Subject: "ofNote" });
    }

    private sealed class Note(Action whenRead)
    {
        public bool IsSigned
        {
            get
            {
                whenRead();
                return true;
            }
        }
    }

    private sealed class OfNote : IDeclassifier<Note, bool>
    {
        public bool Release(Note input) => input.IsSigned;
    }
}
