using System.Runtime.InteropServices;
using Gg.Command;

var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
if (GgOptions.Parse(args, Path.Combine(local.Length > 0 ? local : Environment.CurrentDirectory, "trapeze-gg"), out var offending) is not { } options)
{
    var answer = offending.Length == 0 ? Console.Out : Console.Error;
    answer.WriteLine(offending.Length == 0 ? GgOptions.Usage : $"gg does not understand `{offending}`, or what follows it.{Environment.NewLine}{GgOptions.Usage}");
    return offending.Length == 0 ? 0 : 2;
}

if (!OperatingSystem.IsLinux())
{
    Console.Error.WriteLine("Programs are confined on Linux alone.");
    return 1;
}

using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
{
    signal.Cancel = true;
    stop.Cancel();
});
try
{
    return options.Verb == "bench"
        ? await BenchVerb.RunAsync(options, Console.Out, stop.Token)
        : await BuildVerb.RunAsync(options, Console.Out, Console.Error, Console.IsOutputRedirected ? null : Console.WindowWidth, stop.Token);
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    Console.Error.WriteLine("Stopped.");
    return 130;
}
catch (IOException error)
{
    Console.Error.WriteLine(error.Message);
    return 1;
}
