using System.Collections.Immutable;
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

var picture = new TheftPicture(console);
picture.Open(options.Seed);
var hauls = ImmutableArray<Haul>.Empty;
if (console.Profile.Capabilities.Interactive)
{
    await console.Status().StartAsync(
        "Alice puts her secret into the drawer",
        async status => hauls = await Show.RunAsync(options, TimeProvider.System, now => status.Status = now));
}
else
{
    hauls = await Show.RunAsync(options, TimeProvider.System, _ => { });
}

picture.Show(hauls);
var faults = Verdict.Faults(hauls);
picture.Close(faults);
return faults.IsEmpty ? 0 : 1;
