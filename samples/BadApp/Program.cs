using System.Collections.Immutable;
using System.Runtime.InteropServices;
using BadApp.Command;
using BadApp.Measuring;
using BadApp.Picture;
using Spectre.Console;

if (ShowOptions.Parse(args, Random.Shared.Next(), out var complaint) is not { } options)
{
    var answer = complaint.Length == 0 ? Console.Out : Console.Error;
    answer.WriteLine(complaint.Length == 0 ? ShowOptions.Usage : complaint + Environment.NewLine + ShowOptions.Usage);
    return complaint.Length == 0 ? 0 : 2;
}

// Colours where somebody looks; plain text, and wide, where a file does.
var console = Console.IsOutputRedirected
    ? AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No })
    : AnsiConsole.Console;
if (Console.IsOutputRedirected)
{
    console.Profile.Width = 140;
}

// The application's host takes these signals for its own; here they end the show, and what it has on disk.
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

var picture = new TheftPicture(console);
picture.Open(options.Seed);
ImmutableArray<Haul> hauls;
try
{
    hauls = console.Profile.Capabilities.Interactive
        ? await console.Status().StartAsync("Alice puts her secret into the drawer", status => PlayAsync(now => status.Status = now))
        : await PlayAsync(_ => { });
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    console.WriteLine("Stopped: nothing was shown.");
    return 130;
}

picture.Show(hauls);
var faults = Verdict.Faults(hauls);
picture.Close(faults);
return faults.IsEmpty ? 0 : 1;

Task<ImmutableArray<Haul>> PlayAsync(Action<string> tell) => Show.RunAsync(options, TimeProvider.System, tell, stop.Token);

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
