using Trapeze.Core.Activations;
using Trapeze.Evidence.BlackBox.Programs;
using static Trapeze.Evidence.BlackBox.Conformance.Stage;

namespace Trapeze.Evidence.BlackBox.Conformance;

/// <summary>What happens when something runs out: places, or the audit log.</summary>
internal static class LimitChecks
{
    /// <summary>At an application where three of a label may rise.</summary>
    internal static async Task PlacesAsync(Stage stage)
    {
        // Whether what has risen hangs or has long ended makes no difference.
        foreach (var (who, after) in ((Principal, Instruction)[])[(stage.Alice, Do(Op.Hang)), (stage.Bob, Do(Op.Compute))])
        {
            for (var i = 0; i < 5; i++)
            {
                await stage.SaysAsync(who, "rise", "got False*", Do(Op.Get));
            }

            for (var i = 0; i < 3; i++)
            {
                await stage.IsRefusedAsync(who, "rise", Refusals.Reply, Do(Op.Raise, 0, 0, "owner"), after);
            }

            for (var i = 0; i < 2; i++)
            {
                await stage.IsRefusedAsync(who, "rise", Refusals.Busy, Do(Op.Get));
            }

            await stage.SaysAsync(who, "plain", "got False*", Do(Op.Get));
        }

        // Nobody pays for another label's.
        await stage.SaysAsync(Nobody, "rise", "got False*", Do(Op.Get));
        await stage.SaysAsync(Owner, "rise", "got False*", Do(Op.Get));
        await stage.SaysAsync(Left, "rise", "got False*", Do(Op.Get));
    }

    /// <summary>At an application whose audit log fails for some rules: what cannot be recorded does not happen.</summary>
    internal static async Task AuditAsync(Stage stage, BrittleAudit audit)
    {
        audit.Breaks = Rule.RaiseLabel;
        await stage.SaysAsync(stage.Alice, "rise", "raise RaiseLabel MonitorFault client(*", Do(Op.Raise, 0, 0, "owner"));
        audit.Breaks = Rule.Send;
        await stage.SaysAsync(Nobody, "plain", "Send: FlowRefusedException: refused by the flow policy: Send board\n", Do(Op.Send));
        audit.Breaks = Rule.Receive;
        await stage.SaysAsync(Nobody, "plain", "Send: FlowRefusedException: refused by the flow policy: Receive board\n", Do(Op.Send));
        stage.Expect("the board", "", string.Join('\n', stage.Received("board/p" + stage.Pair)));
        audit.Breaks = Rule.Invoke;
        await stage.SaysAsync(Nobody, "plain", "Publish: FlowRefusedException: refused by the flow policy: Invoke task\n", Do(Op.Publish, 0, 1, "", Do(Op.Put, 0, 1, "told")));
        audit.Breaks = Rule.Declassify;
        await stage.SaysAsync(Notary, "rise", "Release: FlowRefusedException: refused by the flow policy: Declassify vouched\n", Do(Op.Release, 0, 3));
        audit.Breaks = Rule.Start;
        await stage.IsRefusedAsync(stage.Alice, "plain", Refusals.FlowBeforeTheStart, Do(Op.Put, 1, 1, "never"));
        await stage.IsRefusedAsync(stage.Alice, "rise", Refusals.FlowBeforeTheStart, Do(Op.Put, 1, 1, "never"));
        audit.Breaks = null;
        await stage.SaysAsync(Owner, "plain", "got False*got False*", Do(Op.Get), Do(Op.Get, 1));
        await stage.SaysAsync(Nobody, "plain", "sent board 200 *", Do(Op.Send));
    }
}
