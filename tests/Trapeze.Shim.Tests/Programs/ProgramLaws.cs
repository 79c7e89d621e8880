using System.Text.RegularExpressions;
using FsCheck.Fluent;
using Trapeze.Shim.Audit;
using Trapeze.Testing;
using static Trapeze.Shim.Tests.Programs.ProgramHost;

namespace Trapeze.Shim.Tests.Programs;

/// <summary>No run reaches another but through its function: what runs at labels that do not flow to an observer's leave changes nothing that runs below see.</summary>
public sealed partial class ProgramLaws
{
    private const string Observer = "user(ann)";
    private static readonly string[] Labels = ["public", Observer, "user(bob)", "secret"];

    // Where a run may try to leave something for another, or to find it.
    private static readonly string[] Places =
        [".", "..", "../..", "../../..", "$TMPDIR", "$TMPDIR/..", "/tmp", "/var/tmp", "/dev/shm", "/run", "{given}", "{data}", "{data}/runs", "/usr/lib", "/"];

    private static readonly string[] Ways =
    [
        "echo left > {place}/left", "mkdir {place}/left-folder", "ln -s /etc/passwd {place}/left-link", "mkfifo {place}/left-pipe", "for f in {place}/*; do echo left >> $f; done",
        "mv {place}/file {place}/left", "rm -rf {place}/file", "cp /usr/bin/true {place}/true",
    ];

    [Fact]
    public void Runs_AtLabelsThatDoNotFlowBelow_ChangeNothingThatRunsThereSee() => Law.Holds(
        from steps in Gen.ListOf(from label in Gen.Elements(Labels) from place in Gen.Elements(Places) from way in Gen.Elements(Ways) select (label, Script(way, place)))
        let few = steps.Take(6).ToList()
        where few.Exists(step => step.label is Observer or "public")
        select few,
        steps => Assert.Equal(Seen(steps), Seen([.. steps.Where(step => step.label is Observer or "public")])),
        count: 12);

    [Fact]
    public async Task Runs_SideBySide_ReachNothingOfEachOther()
    {
        await using var host = new ProgramHost();
        var below = host.RunAsync(Shell("while [ ! -e go ]; do sleep 0.01; done; ls -a . $TMPDIR; cat in") with { Files = FilesOf(("in", "mine")) });
        while (!host.Folders.Any(folder => File.Exists(Path.Combine(folder, "work", "in"))))
        {
            await Task.Yield();
        }

        var theirs = host.Folders.Single();
        var above = await host.RunAsync(
            Shell($"cat {theirs}/work/in; ls {theirs} {theirs}/work; echo left > {theirs}/work/in; echo left > {theirs}/tmp/left; rm -rf {theirs}; mv {theirs} .; ln {theirs}/work/in in; cd {theirs}/work; echo left > left"),
            label: "secret");
        await File.WriteAllTextAsync(Path.Combine(theirs, "work", "go"), "");

        Assert.Equal("", Text(above.Run.Output));
        var result = (await below).Run;
        Assert.EndsWith(":\n.\n..\nmine", Text(result.Output), StringComparison.Ordinal);
        Assert.StartsWith(".:\n.\n..\ngo\nin\n\n", Text(result.Output), StringComparison.Ordinal);
    }

    private static string Script(string way, string place) =>
        $"{way.Replace("{place}", place, StringComparison.Ordinal)} 2>/dev/null; {string.Concat(Places.Where(each => each is not ("/usr/lib" or "/")).Select(each => $"echo {(each.StartsWith('$') ? "TMP" : each)}; ls -a {each} 2>/dev/null; for f in {each}/*; do if [ -f \"$f\" ]; then cat \"$f\" 2>/dev/null; fi; done; "))} echo $?";

    // What an observer may know: what runs below print and leave, how they end, and the audit log.
    private static string Seen(IReadOnlyList<(string Label, string Script)> steps) => SeenAsync(steps).GetAwaiter().GetResult();

    private static async Task<string> SeenAsync(IReadOnlyList<(string Label, string Script)> steps)
    {
        await using var host = new ProgramHost();
        var seen = new List<string>();
        foreach (var (label, script) in steps)
        {
            var text = script.Replace("{given}", host.Given, StringComparison.Ordinal).Replace("{data}", host.Data, StringComparison.Ordinal);
            var result = await host.RunAsync(Shell(text) with { Files = FilesOf(("file", "own")), Outputs = ["left", "file"] }, label: label);
            if (label is Observer or "public")
            {
                seen.Add($"{result.Run.End} {result.Run.ExitCode} {result.Run.Violations.Length} {Text(result.Run.Output)} {Text(result.Run.Errors)} {string.Join(' ', result.Files.Select(file => file.Key + Text(file.Value)).Order(StringComparer.Ordinal))}");
            }
        }

        Assert.Empty(host.Folders);
        Assert.Equal("given\n", await File.ReadAllTextAsync(Path.Combine(host.Given, "file")));
        _ = host.Host.Audit();
        seen.AddRange(AuditReader.Read(host.Data, host.Host.Label(Observer)).Where(entry => entry.Rule is "Run").Select(entry => $"{entry.Label} {entry.Reason} {entry.Subject} {entry.Detail}"));
        return Random().Replace(string.Join('\n', seen), "#");
    }

    // The names of folders, which are drawn.
    [GeneratedRegex("[0-9a-f]{32}|trapeze-[A-Za-z0-9]+", RegexOptions.None, 1000)]
    private static partial Regex Random();
}
