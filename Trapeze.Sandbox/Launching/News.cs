using System.Buffers.Binary;
using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Kernel.X64;
using Trapeze.Sandbox.Tracing;
using Trapeze.Sandbox.Zygotes;

namespace Trapeze.Sandbox.Launching;

/// <summary>What a launched process tells before it has become its program, and its keeper afterwards.</summary>
/// <param name="launcher">Who launched it.</param>
/// <param name="run">The run.</param>
internal sealed class News(ILauncher launcher, Run run)
{
    private const int StatusAt = 4;
    private const int UsageAt = 8;
    private readonly List<byte> _told = [];

    /// <summary>The step that could not be made, for people; <see langword="null"/> if all were.</summary>
    internal string? Problem { get; private set; }

    /// <summary>Takes what was read.</summary>
    internal void Take(ReadOnlySpan<byte> bytes)
    {
        _told.AddRange(bytes);
        while (_told.Count >= Script.EntrySize)
        {
            TakeEntry([.. _told[..Script.EntrySize]]);
            _told.RemoveRange(0, Script.EntrySize);
        }
    }

    private void TakeEntry(ReadOnlySpan<byte> entry)
    {
        var answer = ScriptAnswer.Read(entry);
        if (answer.Result < 0)
        {
            Problem = $"{CallNames.Of(answer.Number)}: {ErrorName.Of((int)-answer.Result)}";
        }
        else if (answer.Number == Call.Wait)
        {
            run.Last = new Stop(BinaryPrimitives.ReadInt32LittleEndian(entry[StatusAt..]));
            run.Take(entry[UsageAt..]);

            // What it leaves behind does not go on without it.
            launcher.End(run, why: null);
        }
    }
}
