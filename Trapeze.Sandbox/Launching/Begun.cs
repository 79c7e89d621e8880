using Trapeze.Sandbox.Kernel;
using Trapeze.Sandbox.Levels;
using Trapeze.Sandbox.Printing;
using Trapeze.Sandbox.Tracing;
using Trapeze.Sandbox.Zygotes;

namespace Trapeze.Sandbox.Launching;

/// <summary>A run that has begun.</summary>
internal sealed class Begun : IDisposable
{
    private readonly News _news;
    private readonly Task? _told;
    private readonly int _pipe;

    /// <param name="pump">Who reads.</param>
    /// <param name="launcher">Who launched it.</param>
    /// <param name="run">The run.</param>
    /// <param name="rung">What confines it.</param>
    /// <param name="news">Where it tells what it did before its program.</param>
    internal Begun(Pump pump, ILauncher launcher, Run run, Rung rung, int news)
    {
        (Launcher, Run, Rung, _pipe, _news) = (launcher, run, rung, news, new News(launcher, run));
        _told = rung.IsTraced ? null : pump.ReadAsync(news, _news.Take);
    }

    internal ILauncher Launcher { get; }

    internal Run Run { get; }

    internal Rung Rung { get; }

    /// <summary>The step that could not be made, for people; <see langword="null"/> if all were.</summary>
    internal string? Problem => _news.Problem;

    /// <summary>Ends when nothing of the run is left.</summary>
    /// <param name="with">What is waited for as well.</param>
    internal async Task EndAsync(Task with)
    {
        await Elsewhere.Of(Task.WhenAll(_told ?? Run.Ended, with));
        if (_told is not null)
        {
            // Its keeper ends last.
            Run.End();
            return;
        }

        ReadNews();
    }

    public void Dispose()
    {
        if (_told is null)
        {
            Libc.Close(_pipe);
        }
    }

    // Whoever could write has ended.
    private void ReadNews()
    {
        Span<byte> told = stackalloc byte[2 * Script.EntrySize];
        _news.Take(told[..Math.Max(Descriptors.Read(_pipe, told), 0)]);
    }
}
