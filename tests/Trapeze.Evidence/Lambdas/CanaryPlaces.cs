using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Trapeze.Evidence.Lambdas;

/// <summary>Every place that outlives an invocation and that code which uses nothing but .NET can write and read.</summary>
/// <remarks>What hostile function code would do: it plants what it knows, and looks for what others have planted.</remarks>
internal sealed partial class CanaryPlaces
{
    private const string Switch = "canary";
    private const string Variable = "CANARY";
    private const string FileOf = "canary-";

    // The statics are the point.
    private static readonly List<string> Statics = [];
    private static readonly List<Timer> Timers = [];
    private static readonly List<FileStream> Open = [];

    [ThreadStatic]
    private static string? _ofThread;

    private readonly List<string> _ofSingleton = [];

    /// <summary>Where the process began, and so where its configuration was read. None of the places in which anything may be found.</summary>
    internal static string StartFolder { get; set; } = "";

    private static string Folder => Path.GetTempPath();

    /// <summary>The names of the places.</summary>
    internal static IReadOnlyList<string> Names { get; } =
        ["static", "thread", "singleton", "domain", "variable", "thread that goes on", "file", "hidden file", "link", "folder", "open file", "current folder", "child", "orphan"];

    /// <summary>Plants a canary in each of them. A thread that goes on plants its own again whenever it is gone.</summary>
    internal void Plant(string canary)
    {
        var id = Guid.NewGuid().ToString("n");
        lock (Statics)
        {
            Statics.Add(canary);
            _ofSingleton.Add(canary);
            Timers.Add(new Timer(_ => TryWrite(Path.Combine(Folder, $"{FileOf}late-{id}"), canary), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(20)));
        }

        _ofThread = $"{_ofThread} {canary}";
        AppDomain.CurrentDomain.SetData(Switch, $"{AppDomain.CurrentDomain.GetData(Switch)} {canary}");
        Environment.SetEnvironmentVariable(Variable, $"{Environment.GetEnvironmentVariable(Variable)} {canary}");
        File.WriteAllText(Path.Combine(Folder, FileOf + id), canary);
        File.WriteAllText(Path.Combine(Folder, $".{FileOf}{id}"), canary);
        File.CreateSymbolicLink(Path.Combine(Folder, $"{FileOf}link-{id}"), canary);
        var inner = Directory.CreateDirectory(Path.Combine(Folder, $"{FileOf}folder-{id}", canary));
        var path = Path.Combine(inner.FullName, FileOf + "open");
        var open = new FileStream(path, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        open.Write(System.Text.Encoding.UTF8.GetBytes(canary));
        open.Flush();
        File.Delete(path);
        lock (Statics)
        {
            Open.Add(open);
        }

        Directory.SetCurrentDirectory(inner.FullName);
        using var child = Process.Start("/bin/sleep", "600");
        WriteName(child.Id, canary);
        using var parent = Process.Start(new ProcessStartInfo("/bin/sh") { ArgumentList = { "-c", "(exec setsid sleep 601 >/dev/null 2>&1 </dev/null & echo $!)" }, RedirectStandardOutput = true, UseShellExecute = false })!;
        WriteName(int.Parse(parent.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture), canary);
    }

    /// <summary>Whatever canaries there are, and where.</summary>
    internal IReadOnlyList<(string Place, string Canary)> Look()
    {
        var found = new List<(string, string)>();
        lock (Statics)
        {
            Add("static", string.Join(' ', Statics));
            Add("singleton", string.Join(' ', _ofSingleton));
        }

        Add("thread", _ofThread);
        Add("domain", AppDomain.CurrentDomain.GetData(Switch) as string);
        Add("variable", Environment.GetEnvironmentVariable(Variable));
        Add("current folder", CurrentFolder());
        Add("folder at the start", StartFolder);
        // The runtime's own pipes, which nobody can read to their end, are called otherwise.
        foreach (var entry in new DirectoryInfo(Folder).EnumerateFileSystemInfos($"*{Switch}*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None }))
        {
            Add(entry.LinkTarget is not null ? "link" : entry is DirectoryInfo ? "folder" : entry.Name.StartsWith('.') ? "hidden file" : entry.Name.Contains("late", StringComparison.Ordinal) ? "thread that goes on" : "file",
                $"{entry.FullName} {entry.LinkTarget} {(entry is FileInfo { LinkTarget: null } ? TryRead(entry.FullName) : "")}");
        }

        foreach (var descriptor in new DirectoryInfo("/proc/self/fd").EnumerateFileSystemInfos())
        {
            Add("open file", descriptor.LinkTarget);
        }

        foreach (var process in Kept())
        {
            Add(process.Name, process.Canary);
        }

        return found;

        void Add(string place, string? text) => found.AddRange(CanaryForm().Matches(text ?? "").Select(match => (place, match.Value)));
    }

    // Processes cannot be given a name by .NET alone: what they stand for is kept beside them, under their number and the time of their start, since numbers come again. It is
    // read only of those that still live.
    private static void WriteName(int process, string canary) => File.WriteAllText(NameOf(process), canary);

    private static string NameOf(int process) => Path.Combine(NamesOfProcesses(), string.Create(CultureInfo.InvariantCulture, $"{process}-{StartOf(process)}"));

    private static IEnumerable<(string Name, string Canary)> Kept() =>
        from folder in Directory.EnumerateDirectories("/proc")
        where int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out _)
        let name = NameOf(int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture))
        where File.Exists(name)
        select (TryRead($"{folder}/cmdline").StartsWith('/') ? "child" : "orphan", TryRead(name));

    // The twenty-second field; the second, in brackets, may hold anything.
    private static string StartOf(int process) =>
        TryRead(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat")) is { Length: > 0 } status ? status[(status.LastIndexOf(')') + 2)..].Split(' ')[19] : "";

    private static string NamesOfProcesses() => Directory.CreateDirectory(Path.Combine(Environment.GetEnvironmentVariable(CanaryApp.DataVariable)!, "processes")).FullName;

    internal static string CurrentFolder()
    {
        try
        {
            return Directory.GetCurrentDirectory();
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static void TryWrite(string path, string text)
    {
        try
        {
            File.WriteAllText(path, text);
        }
        catch (IOException)
        {
        }
    }

    private static string TryRead(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    [GeneratedRegex("canary-of-[a-z0-9]+-[0-9]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex CanaryForm();
}
