using System.Collections.Immutable;
using Trapeze.Sandbox;
using Trapeze.Sandbox.Rules;

namespace Trapeze.Bench.Sandboxing;

/// <summary>A way to run a program.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Run">Runs a program to its end, and gives what it exited with; less than nothing if it did not exit.</param>
internal sealed record Confiner(string Name, Func<IReadOnlyList<string>, int> Run)
{
    private static readonly string[] Others = ["bwrap", "proot", "strace", "firejail"];
    private static readonly string[] Folders = ["/usr", "/bin", "/lib", "/lib64", "/etc"];

    /// <summary>The ways there are on this machine; the first is with nothing around the program, the second Trapeze's.</summary>
    /// <param name="folder">The one folder where programs may write.</param>
    public static IReadOnlyList<Confiner> All(string folder)
    {
        var environment = ImmutableDictionary<string, string>.Empty.Add("PATH", "/usr/bin:/bin").Add("HOME", folder).Add("TMPDIR", folder).Add("LANG", "C");
        string[] variables = [.. environment.Select(pair => $"{pair.Key}={pair.Value}")];
        (string Name, string[] Prefix)[] others =
        [
            ("bare", []),
            ("bubblewrap", ["/usr/bin/bwrap", "--ro-bind", "/", "/", "--dev", "/dev", "--proc", "/proc", "--bind", folder, folder, "--unshare-all", "--die-with-parent", "--"]),
            ("proot", ["/usr/bin/proot"]),
            ("strace --seccomp-bpf, opens alone", ["/usr/bin/strace", "-f", "--seccomp-bpf", "-e", "trace=open,openat", "-o", "/dev/null"]),
            ("firejail", ["/usr/bin/firejail", "--quiet", "--noprofile", "--net=none"]),
        ];
        var ways = others.Where(other => other.Prefix is [] || File.Exists(other.Prefix[0]))
            .Select(other => new Confiner(other.Name, command => NativeProcess.Run([.. other.Prefix, .. command], variables))).ToList();
        ways.InsertRange(1, [OfTrapeze("Trapeze", folder, environment, namesReads: false), OfTrapeze("Trapeze, refused reads named", folder, environment, namesReads: true)]);
        return ways;
    }

    /// <summary>Those that are not on this machine.</summary>
    public static IEnumerable<string> Missing => Others.Where(name => !File.Exists($"/usr/bin/{name}"));

    private static Confiner OfTrapeze(string name, string folder, ImmutableDictionary<string, string> environment, bool namesReads)
    {
        var rules = new SandboxRules
        {
            Paths =
            [
                .. Folders.Where(Directory.Exists).Select(path => new PathGrant(path, PathAccess.Read | PathAccess.Execute)),
                new PathGrant(folder, PathAccess.Read | PathAccess.Write),
                new PathGrant("/dev/null", PathAccess.Read | PathAccess.Write),
            ],
            NamesReads = namesReads,
        };
        return new Confiner(name, command =>
        {
            var result = Sandbox.Sandbox.RunAsync(new SandboxCommand(command[0]) { Arguments = [.. command.Skip(1)], Environment = environment }, rules).GetAwaiter().GetResult();
            return result.ExitCode ?? -1;
        });
    }
}
