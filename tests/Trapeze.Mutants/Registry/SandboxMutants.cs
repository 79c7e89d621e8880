using System.Collections.Immutable;

namespace Trapeze.Mutants.Registry;

/// <summary>What confines a native program: the launch's steps, the filter's tables, the kernel's rules of files, the tracer's judgement, the limits.</summary>
internal static class SandboxMutants
{
    private const string Script = "Trapeze.Sandbox/Launching/LaunchScript.cs";
    private const string Launch = "Trapeze.Sandbox/Launching/Launch.cs";
    private const string Plan = "Trapeze.Sandbox/Launching/LaunchPlan.cs";
    private const string Filter = "Trapeze.Sandbox/Seccomp/X64/CallFilter.cs";
    private const string Calls = "Trapeze.Sandbox/Seccomp/X64/AllowedCalls.cs";
    private const string Controls = "Trapeze.Sandbox/Seccomp/X64/AllowedControls.cs";
    private const string Rights = "Trapeze.Sandbox/Landlock/FileRights.cs";
    private const string Rules = "Trapeze.Sandbox/Landlock/Ruleset.cs";
    private const string Judge = "Trapeze.Sandbox/Tracing/Judge.cs";
    private const string Grants = "Trapeze.Sandbox/Tracing/Grants.cs";
    private const string Loaders = "Trapeze.Sandbox/Tracing/Loaders.cs";
    private const string Opens = "Trapeze.Sandbox/Tracing/X64/OpenCalls.cs";
    private const string Observed = "Trapeze.Sandbox/Tracing/Observation.cs";
    private const string Profiles = "Trapeze.Shim/Programs/ProfileRules.cs";
    private const string Section = "Trapeze.Policy/Sections/SandboxSection.cs";
    private const string Folders = "Trapeze.Sandbox/Tracing/SystemFolders.cs";
    private const string Tracer = "Trapeze.Sandbox/Tracing/Tracer.cs";
    private const string Processes = "Trapeze.Sandbox/Tracing/Processes.cs";
    private const string Printed = "Trapeze.Sandbox/Printing/Printed.cs";
    private const string Text = "Trapeze.Sandbox/Kernel/NativeText.cs";

    // Where the programs are that try it.
    private const string Victims = "Trapeze.Sandbox/Victims/Victim.cs";
    private const string Attempts = "Trapeze.Sandbox/Attempt.cs";
    private const string Levels = "Trapeze.Sandbox/Level.cs";
    private const string Runs = "Trapeze.Sandbox/Sandbox.cs";
    private const string Reads = "Trapeze.Sandbox/RefusedRead.cs";
    private const string Strangers = "Trapeze.Sandbox/Processes.cs";

    // They let nobody out; what they refuse they should not, or what they give is wrong.
    private static readonly string[] Functional = ["launch-no-folder", "launch-pipe-signal", "launch-child-signal", "judge-notes-all", "grants-root", "limit-processes-less",
        "reads-link", "reads-target", "reads-grant-slash", "reads-executable", "reads-temporary", "reads-unasked", "reads-all", "reads-of-system", "reads-path-only", "reads-writes", "reads-nowhere", "reads-of-profile-any",
        "strangers-never-due", "strangers-for-ever"];

    internal static ImmutableArray<Mutant> All { get; } =
    [
        .. Of(Script, Script,
            ("launch-no-session", "script.Add(Call.NewSession);", "", "a program is of this process's session"),
            ("launch-no-folder", "script.Add(Call.ChangeFolder, script.Text(plan.Command.WorkingFolder));", "", "a program begins in this process's folder"),
            ("launch-pipe-signal", "script.Add(Call.SignalAction, signal, script.Bytes(new byte[SignalActionSize]), 0, sizeof(ulong));", "", "a program ignores what this process ignores"),
            ("launch-child-signal", "script.AddWith(Call.SignalAction, CallFlags.MayFail, ChildSignal, script.Bytes(new byte[SignalActionSize]), 0, sizeof(ulong));", "", "a program cannot wait for its children"),
            ("launch-core", "yield return (CoreSize, 0);", "", "a program leaves its memory in a file")),
        .. Of(Script, Attempts,
            ("launch-privileges", "script.Add(Call.SetCapabilities,", "_ = (", "a program keeps this process's capabilities"),
            ("launch-no-landlock", "script.Add(Call.RestrictSelf, rules, 0);", "", "the kernel decides about no file"),
            ("launch-no-seccomp", "script.Add(Call.Seccomp, SetFilter, 0, script.Counted(filter.Length / sizeof(ulong), script.Bytes(filter)));", "", "every call is made"),
            ("launch-no-common-filter", "AddFilter(script, isTraced ? Common.Traced : Common.Untraced);", "", "only what a launch makes is refused"),
            ("launch-no-own-filter", "AddFilter(script, FilterFor(plan));", "", "a program makes what a launch makes"),
            ("launch-descriptors", "script.Add(Call.CloseRange, 3, uint.MaxValue, MarkCloseOnExec);", "", "a program has the zygote's descriptors")),
        .. Of(Script, Runs,
            ("launch-file-size", "yield return (FileSize, limits.FileSize);", "", "a file may be of any size"),
            ("launch-processor", "if (limits.ProcessorSeconds is { } seconds)", "if (limits.ProcessorSeconds is { } seconds && seconds < 0)", "a process may take any time of the processor"),
            ("launch-address-space", "if (limits.AddressSpace is { } bytes)", "if (limits.AddressSpace is { } bytes && bytes < 0)", "a process may have any address space")),
        .. Of(Filter, Victims,
            ("filter-architecture", ".LoadArchitecture().IfNotEqual(Architecture, then => then.Say(Verdict.Kill))", "", "calls of 32 bits are taken for others"),
            ("filter-variant", ".IfNotLess(OtherVariant, then => then.Say(Verdict.Kill))", "", "calls of x32 are refused and do not end the process"),
            ("filter-untraced", "NewNamespaces | Untraced", "NewNamespaces", "a child is made that nobody watches"),
            ("filter-listener", "then.LoadArgument(1).IfAny(NewListener, refuse => refuse.Say(Verdict.Deny)).Say(Verdict.Allow)", "then.Say(Verdict.Allow)", "a filter's listener allows what the tracer would refuse"),
            ("filter-limit-of-others", ".IfEqual(Call.ResourceLimit, AllowOfItself)", ".IfEqual(Call.ResourceLimit, then => then.Say(Verdict.Allow))", "a program sets limits of processes outside"),
            ("filter-affinity-of-others", ".IfEqual(Call.SetAffinity, AllowOfItself)", ".IfEqual(Call.SetAffinity, then => then.Say(Verdict.Allow))", "a program says where processes outside run"),
            ("filter-priority-of-others", "AllowOfItself(then.LoadArgument(0).IfNotEqual(0, refuse => refuse.Say(Verdict.Deny)), which: 1)", "then.LoadArgument(0).IfNotEqual(0, refuse => refuse.Say(Verdict.Deny)).Say(Verdict.Allow)", "a program sets the priority of processes outside"),
            ("filter-priority-of-user", "AllowOfItself(then.LoadArgument(0).IfNotEqual(0, refuse => refuse.Say(Verdict.Deny)), which: 1)", "AllowOfItself(then, which: 1)", "a program sets the priority of all that its user runs"),
            ("filter-map", ".IfEqual(ChangeMap, refuse => refuse.Say(Verdict.Deny))", "", "a program says what its executable is"),
            ("filter-hidden", ".IfEqual(HideItself, refuse => refuse.Say(Verdict.Deny))", "", "a program keeps what it has and writes from being counted"),
            ("filter-pair-kind", ".IfEqual(Packets, then => then.Say(Verdict.Allow))\n        .Say(Verdict.Deny)", ".IfEqual(Packets, then => then.Say(Verdict.Allow))\n        .Say(Verdict.Allow)", "a pair of datagram sockets sends to any name"),
            ("filter-open-unwatched", "then => AllowOpening(then, OpenCalls.FlagsOf(Call.Open), shown)", "then => then.Say(Verdict.Allow)", "what is opened the old way to be written is not named")),
        .. Of(Filter, Attempts,
            ("filter-namespaces", "NewNamespaces | Untraced", "Untraced", "a program makes namespaces"),
            ("filter-clone3", ".IfEqual(Call.Clone3, then => then.Say(Verdict.Fail(ErrorName.NoSuchCall)))", ".IfEqual(Call.Clone3, then => then.Say(Verdict.Allow))", "a process is made with flags that nobody saw"),
            ("filter-open-how", ".IfEqual(Call.OpenAt2, then => then.Say(Verdict.Fail(ErrorName.NoSuchCall)))", ".IfEqual(Call.OpenAt2, then => then.Say(Verdict.Allow))", "a file is opened with flags that nobody saw"),
            ("filter-default", "return filter.Say(Verdict.Deny).Instructions;", "return filter.Say(Verdict.Allow).Instructions;", "a call that nobody has thought of is made")),
        .. Of(Filter, Runs,
            ("filter-write-unwatched", "then => AllowOpening(then, OpenCalls.FlagsOf(Call.OpenAt), shown)", "then => then.Say(Verdict.Allow)", "what is opened to be written is not named")),
        .. Of(Filter, Reads,
            ("filter-reads-unwatched", "shown is Shown.Writes ? Verdict.Allow : Verdict.Watch", "Verdict.Allow", "no read is named, whatever was asked for")),
        .. Of(Calls, Attempts,
            ("calls-ptrace", "pkey_alloc pkey_free", "pkey_alloc ptrace pkey_free", "a program traces others"),
            ("calls-mount", "umask gettimeofday", "umask mount gettimeofday", "a program mounts"),
            ("calls-unshare", "pkey_mprotect get_mempolicy", "pkey_mprotect unshare get_mempolicy", "a program leaves its namespaces"),
            ("calls-handles", "statfs fstatfs", "statfs name_to_handle_at fstatfs", "a program names files by handles"),
            ("calls-runs-too-long", "yield return (first, numbers[at - 1] + 1);", "yield return (first, numbers[at - 1] + 2);", "a call behind those that are allowed is allowed too")),
        .. Of(Controls, Victims,
            ("control-push-input", "[PushInput, Console, SetFlags, SetAttributes]", "[Console, SetFlags, SetAttributes]", "input pushed to a terminal is not named"),
            ("control-flags", "filter.IfEqual(request, then => then.Say(Verdict.Deny));", "filter.IfEqual(request, then => then.Say(Verdict.Allow));", "flags are changed of a file that may only be read"),
            ("control-any", "filter.Say(Verdict.Fail(ErrorName.NoTerminal));", "filter.Say(Verdict.Allow);", "anything may be asked of a file")),
        .. Of(Rights, Victims,
            ("rights-devices", "MakeFolder | MakeFile | MakeSocket", "MakeFolder | MakeCharacterDevice | MakeFile | MakeSocket", "a program makes devices where it may write")),
        .. Of(Rules, Levels,
            ("rules-signals", "private const ulong Scopes = 3;", "private const ulong Scopes = 1;", "a program sends signals to processes outside")),
        .. Of(Plan, Levels,
            ("grant-read-executes", "? FileRights.Reading :", "? FileRights.Reading | FileRights.Execute :", "what may be read may be executed"),
            ("grant-read-writes", "? FileRights.Reading :", "? FileRights.Reading | FileRights.Writing :", "what may be read may be written")),
        .. Of(Plan, Script,
            ("grant-write-reads", "? FileRights.Writing :", "? FileRights.Writing | FileRights.Reading :", "what may be written may be read")),
        .. Of(Launch, Runs,
            ("limit-wall", "state: null, rules.Limits.Wall, Timeout.InfiniteTimeSpan", "state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan", "a run may take for ever"),
            ("cancel-ignored", "cancellationToken.Register(() => streams.End(SandboxEnd.Cancelled))", "cancellationToken.Register(() => { })", "a run that was given up goes on")),
        .. Of(Judge, Victims,
            ("judge-memory", "!image.StartsWith(FromMemory, StringComparison.Ordinal) &&", "", "where the root may be executed, so may memory")),
        .. Of(Judge, Script,
            ("judge-anywhere", "&& Grants.Has(run.Grants.ToExecute, image)", "", "what was executed is not looked for among the grants")),
        .. Of(Judge, Runs,
            ("judge-loader", "!_loaders.Has(image) &&", "", "a loader by itself executes what may only be read"),
            ("judge-unnoted", "run.Note(new SandboxViolation(CallNames.Of(number), whole));", "", "what was written outside is not named"),
            ("judge-notes-all", "writes && !Grants.Has(run.Grants.NamedToWrite, whole)", "writes", "what may be written is named as refused")),
        .. Of(Processes, Strangers,
            ("strangers-never-due", "(isDue || ++_waited > MostPatience)", "++_waited > MostPatience", "a process is not known for its run's any more when its parent has ended"),
            ("strangers-for-ever", "(isDue || ++_waited > MostPatience)", "isDue", "a process waits for as long as others have events"),
            ("strangers-ended", "internal void Unpark(int process) => _strangers.Remove(process);", "internal void Unpark(int process) => _ = process;", "a process is killed whose number has become another's")),
        .. Of(Plan, Reads,
            ("reads-not-shown", "Rules.NamesReads ? Shown.Opens : Shown.Writes", "Shown.Writes", "no read is named, whatever was asked for")),
        .. Of(Launch, Reads,
            ("reads-untraced", ": rules.NamesReads && !choice.Rung.IsTraced ?", ": rules.NamesReads && rules.Paths.IsEmpty ?", "a run whose reads are to be named is begun where nobody names them"),
            ("reads-link", "(string[])[Path.TrimEndingDirectorySeparator(Path.GetFullPath(place.Grant.Path)), place.Path]", "(string[])[place.Path]", "what is read by a granted link's own path is named"),
            ("reads-target", "(string[])[Path.TrimEndingDirectorySeparator(Path.GetFullPath(place.Grant.Path)), place.Path]", "(string[])[Path.TrimEndingDirectorySeparator(Path.GetFullPath(place.Grant.Path))]", "what a granted link leads to is named"),
            ("reads-grant-slash", "Path.TrimEndingDirectorySeparator(Path.GetFullPath(place.Grant.Path)), place.Path", "place.Grant.Path, place.Path", "what is below a grant that ends in a slash is named"),
            ("reads-executable", "PathsNamed(PathAccess.Read | PathAccess.Execute)", "PathsNamed(PathAccess.Read)", "what may be executed is named when it is read"),
            ("reads-all-grants", "PathsNamed(PathAccess.Read | PathAccess.Execute)", "PathsNamed(PathAccess.Read | PathAccess.Execute | PathAccess.Write)", "what may only be written is not named when it is read"),
            ("reads-temporary", "[.. PathsNamed(PathAccess.Read | PathAccess.Execute), .. own]", "[.. PathsNamed(PathAccess.Read | PathAccess.Execute)]", "a run's own folder for temporary files is named")),
        .. Of(Judge, Reads,
            ("reads-unasked", "run?.Rules.NamesReads is true && OpenCalls.Reads(flags)", "OpenCalls.Reads(flags)", "reads are named of runs that did not ask for it"),
            ("reads-all", "reads && !Grants.Has(run.Grants.NamedToRead, whole) &&", "reads &&", "what may be read is named as refused"),
            ("reads-of-system", "&& !Grants.Has(SystemFolders.Paths, whole)", "", "what programs look for in the system's folders is named"),
            ("reads-if-there", "reads && !Grants.Has(run.Grants.NamedToRead, whole) &&", "reads && System.IO.Path.Exists(whole) && !Grants.Has(run.Grants.NamedToRead, whole) &&", "a function learns which files of others there are")),
        .. Of(Opens, Reads,
            ("reads-path-only", "(flags & PathOnly) == 0 &&", "", "what reads nothing is named"),
            ("reads-writes", "&& (flags & Mode) != WriteOnly", "", "what is only written is named as read")),
        .. Of(Observed, Reads,
            ("reads-nowhere", "RealPath.Link(from) is ['/', ..] whole ? Path.GetFullPath($\"{whole}/{path}\") : null", "Path.GetFullPath($\"{RealPath.Link(from)}/{path}\")", "what is asked for in no folder is named as if it were in this process's")),
        .. Of(Folders, Reads,
            ("reads-system-more", "\"/usr\", \"/lib\"", "\"/usr\", \"/tmp\", \"/lib\"", "what others put beside each other is not named")),
        .. Of(Section, "Trapeze.Policy/Profile.cs",
            ("reads-of-profile-unread", "return audit is not null;", "return false;", "a policy asks for refused reads, and they are not named")),
        .. Of(Section, "Trapeze.Policy/BadPolicy.cs",
            ("reads-of-profile-any", "if (audit is null or { Text: Reads })", "if (audit is null or not null)", "a policy asks for what nobody names, and is not told")),
        .. Of(Profiles, Profiles,
            ("reads-of-profile-lost", "NamesReads = profile.AuditsReads,", "", "a profile asks for refused reads, and they are not named")),
        .. Of(Judge, Attempts,
            ("judge-lets-go", "Ptrace.Answer(process, answer.Result);\n                return false;\n        }", "return false;\n        }", "a call that is refused is made"),
            ("judge-nameless", "run?.Note(new SandboxViolation(CallNames.Of(number), answer.Subject));", "", "a call that is refused is not named")),
        .. Of(Grants, Grants,
            ("grants-prefix", "&& path[granted.Length] == '/'", "", "a folder whose name goes on is taken for one that was given"),
            ("grants-root", "granted == \"/\" ||", "", "the root is not above all")),
        .. Of(Loaders, Runs,
            ("loaders-none", "_paths.Add(Kernel.RealPath.Of(file));", "", "no loader is known")),
        .. Of(Tracer, Runs,
            ("tracer-executed", "run.Kill(SandboxEnd.Executed);", "", "what may not be executed goes on"),
            ("tracer-children-stay", "run.Kill(why: null);", "", "what a program leaves behind goes on")),
        .. Of(Tracer, Levels,
            ("tracer-renumbered", "_processes.Return(process);", "", "a thread that executes under its group's number cannot be ended")),
        .. Of(Processes, Script,
            ("limit-processes", "run.Processes.Count > run.MostProcesses", "run.Processes.Count > run.MostProcesses + 1", "there may be a process more"),
            ("limit-processes-less", "run.Processes.Count > run.MostProcesses", "run.Processes.Count >= run.MostProcesses", "there may be a process less")),
        .. Of(Printed, Runs,
            ("limit-output", "admitted = Math.Min(most - _count, length);", "admitted = length;", "more is kept of what is printed than the bound"),
            ("limit-output-untold", "exceeded();", "", "a run may print for ever")),
        .. Of(Text, Runs,
            ("text-zero", "text.Contains('\\0', StringComparison.Ordinal) ?", "text.Length < 0 ?", "a text is cut where it has a zero")),
    ];

    private static IEnumerable<Mutant> Of(string file, string near, params (string Id, string Find, string Replace, string Breaks)[] mutants) =>
        mutants.Select(mutant => new Mutant($"sandbox-{mutant.Id}", file, mutant.Find, mutant.Replace, mutant.Breaks, Functional.Contains(mutant.Id, StringComparer.Ordinal) ? Harm.Functional : Harm.Leak) { Near = near });
}
