using Microsoft.Extensions.DependencyInjection;
using Trapeze.Core.Activations;
using Trapeze.Sandbox.Levels;
using Trapeze.Sandbox.Results;
using Trapeze.Shim.Composition;
using Trapeze.Shim.Programs;
using Trapeze.Shim.Tests.Channels;
using Trapeze.Shim.Tests.Hosting;
using Trapeze.Store;
using static Trapeze.Shim.Tests.Programs.ProgramHost;

namespace Trapeze.Shim.Tests.Programs;

/// <summary>What functions can run, what they get of it, and what is left of it.</summary>
public sealed class ProgramsTests
{
    [Fact]
    public async Task Run_UnderAProfileOfItsFunction_GivesWhatItPrintsAndLeaves()
    {
        await using var host = new ProgramHost();

        var result = await host.RunAsync(Shell("cat - src/in; echo problem >&2; mkdir out; cat src/in > out/copy; exit 3") with
        {
            Input = "input "u8.ToArray(),
            Files = FilesOf(("src/in", "file")),
            Outputs = ["out/copy", "out", "missing", "missing/at/all"],
        });

        Assert.Equal((SandboxEnd.Exited, 3, "input file", "problem\n"), (result.Run.End, result.Run.ExitCode, Text(result.Run.Output), Text(result.Run.Errors)));
        Assert.Equal(["out/copy"], result.Files.Keys.AsEnumerable());
        Assert.Equal("file", Text(result.Files["out/copy"]));
    }

    [Fact]
    public async Task Run_Environment_IsTheProfilesAndNothingElse()
    {
        await using var host = new ProgramHost();

        var names = (await host.SayAsync("env")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("TMPDIR=", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

        // The shell's own two aside.
        Assert.Equal(["GREETING=a = b", "PATH=/usr/bin"], names.Where(line => !line.StartsWith("PWD=", StringComparison.Ordinal) && !line.StartsWith("OLDPWD=", StringComparison.Ordinal) && !line.StartsWith("_=", StringComparison.Ordinal)));
        Assert.Equal("there\n", await host.SayAsync("echo there > $TMPDIR/x; cat $TMPDIR/x"));
    }

    [Theory]
    [InlineData("nothing", "build")]
    [InlineData("Shell", "build")]
    [InlineData("shell", "other")]
    public async Task Run_ProfileThatThePolicyDoesNotGive_IsRefusedAndRecorded(string profile, string function)
    {
        await using var host = new ProgramHost();

        await host.Host.RunAsync(function, "user(ann)", async (services, activation) =>
        {
            var refusal = await Assert.ThrowsAsync<FlowRefusedException>(() => services.GetRequiredService<IPrograms>().RunAsync(profile, Shell("true")));
            Assert.Equal($"refused by the flow policy: Run {profile}", refusal.Message);
            var entry = Assert.Single(host.Host.Audit(), entry => entry.Rule is "Run");
            Assert.Equal((activation.Id.ToString(), function, "NoRule", "user(ann)", profile), (entry.Activation, entry.Function, entry.Reason, entry.Label, entry.Subject));
        });
        Assert.Empty(host.Folders);
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("/etc/x")]
    [InlineData("a/../../x")]
    [InlineData("a//b")]
    [InlineData("./a")]
    [InlineData("")]
    [InlineData("a\0b")]
    public async Task Run_NameThatIsNoFilesName_IsRefused(string name)
    {
        await using var host = new ProgramHost();

        await host.WithAsync("public", async (programs, _) =>
        {
            await Assert.ThrowsAsync<ArgumentException>(nameof(name), () => programs.RunAsync("shell", Shell("true") with { Files = FilesOf((name, "x")) }));
            await Assert.ThrowsAsync<ArgumentException>(nameof(name), () => programs.RunAsync("shell", Shell("true") with { Outputs = [name] }));
        });
    }

    [Fact]
    public async Task Outputs_ThatAreNoFiles_AreNotTaken()
    {
        await using var host = new ProgramHost();
        await host.SayAsync("true");
        var facets = Directory.GetFiles(host.Data, "*", SearchOption.AllDirectories)[0];

        var result = await host.RunAsync(Shell($"ln -s {facets} link; ln -s /etc folder; mkfifo pipe; mkdir inner; echo x > real; ln -s real near; ln {facets} hard 2>/dev/null; true") with
        {
            Outputs = ["link", "folder/passwd", "pipe", "inner", "near", "hard", "real"],
        });

        Assert.Equal((0, ""), (result.Run.ExitCode, Text(result.Run.Errors)));
        Assert.Equal(["real"], result.Files.Keys.AsEnumerable());
    }

    [Fact]
    public async Task Folder_WhateverIsLeftInIt_IsGone()
    {
        await using var host = new ProgramHost();

        await host.SayAsync("mkdir -p a/b; echo x > a/b/c; ln -s / root; mkfifo pipe; echo x > $TMPDIR/y; i=0; while [ $i -lt 300 ]; do mkdir a0123456789; cd a0123456789; i=$((i+1)); done; umask 777; mkdir closed");

        Assert.Empty(host.Folders);
        Assert.NotEmpty(Directory.GetFiles("/usr/bin"));
    }

    [Fact]
    public async Task Folders_OfAProcessThatDied_AreClearedAway()
    {
        await using var host = new ProgramHost();
        var left = Path.Combine(host.Data, "runs", new string('0', 32));
        Directory.CreateDirectory(Path.Combine(left, "run", "work"));
        await File.WriteAllTextAsync(left + ".lock", "");
        var other = Path.Combine(host.Data, "runs", new string('1', 32));
        Directory.CreateDirectory(Path.Combine(other, "run"));
        using var held = new FileStream(other + ".lock", FileMode.Create, FileAccess.ReadWrite, FileShare.None);

        await host.SayAsync("true");

        Assert.Equal((false, false, true), (Directory.Exists(left), File.Exists(left + ".lock"), Directory.Exists(other)));
    }

    [Fact]
    public async Task Run_LimitAndViolation_AreRecordedAtTheActivationsLabelAlone()
    {
        await using var host = new ProgramHost("tight: { in: build, exec: /usr/bin, read: /usr/lib, env: [PATH=/usr/bin], limits: { output: 1KB } }");

        await host.RunAsync(Shell("echo x > /etc/passwd; yes"), "tight", "secret");

        var entries = host.Host.Audit().Where(entry => entry.Rule is "Run").ToList();
        Assert.All(entries, entry => Assert.Equal(("OutsideProfile", "secret", "tight"), (entry.Reason, entry.Label, entry.Subject)));
        Assert.Contains(entries, entry => entry.Detail is "openat /etc/passwd");
        Assert.Contains(entries, entry => entry.Detail is "TooMuchOutput");
    }

    [Fact]
    public async Task Run_RefusedReads_AreRecordedAtTheActivationsLabel_IfTheProfileSaysSo()
    {
        await using var host = new ProgramHost("named: { in: build, exec: /usr/bin, read: /usr/lib, env: [PATH=/usr/bin], audit: reads }");
        await host.SayAsync("true");
        var (there, gone) = (Directory.GetFiles(host.Data)[0], Path.Combine(host.Data, "runs", "another", "work", "file"));
        var reads = Shell($"echo own > file; cat file $TMPDIR/none {there} {gone} /etc/passwd");

        var named = await host.RunAsync(reads, "named", "secret");
        var unnamed = await host.RunAsync(reads);

        Assert.Equal([new("openat", there), new SandboxViolation("openat", gone)], named.Run.Violations.AsEnumerable());
        Assert.Empty(unnamed.Run.Violations);
        Assert.Equal(Text(unnamed.Run.Output), Text(named.Run.Output));
        var entries = host.Host.Audit().Where(entry => entry.Rule is "Run").ToList();
        Assert.Equal([$"openat {there}", $"openat {gone}"], entries.Select(entry => entry.Detail));
        Assert.All(entries, entry => Assert.Equal(("OutsideProfile", "secret", "named"), (entry.Reason, entry.Label, entry.Subject)));
    }

    [Fact]
    public async Task Run_ThatWritesMoreThanItMay_IsEnded()
    {
        await using var host = new ProgramHost("little: { in: build, exec: /usr/bin, read: /usr/lib, env: [PATH=/usr/bin], limits: { written: 100KB } }");

        Assert.Equal(SandboxEnd.TooMuchWritten, (await host.RunAsync(Shell("head -c 300000 /dev/zero > x; sleep 1000"), "little")).Run.End);
    }

    // Outside of namespaces `stat` tells of every file of the host.
    [Fact]
    public async Task Run_IsInNamespaces_UnlessTheHostAsksForLess()
    {
        await using var host = new ProgramHost();
        using var folder = new Folder();
        using var run = new RunFolder(Path.Combine(folder.Path, "run"));
        var (profile, options) = (host.Policy.Profiles["shell"], new TrapezeOptions());

        Assert.Equal(SandboxRequirement.Namespaces, options.RequireOfPrograms);
        Assert.Equal(options.RequireOfPrograms, ProfileRules.RulesOf(profile, [], server: null, run, options.RequireOfPrograms).Require);
        Assert.Equal(SandboxLevel.Namespaces, (await host.RunAsync(Shell("true"))).Run.Level);
        Assert.All(Directory.GetFiles(host.Data), file => Assert.Equal("none\n", host.SayAsync($"stat {file} 2>/dev/null || echo none").GetAwaiter().GetResult()));
        Assert.NotEmpty(Directory.GetFiles(host.Data));
    }

    [Fact]
    public async Task Run_Cancelled_EndsAndThrows()
    {
        await using var host = new ProgramHost();
        using var source = new CancellationTokenSource();

        await host.WithAsync("public", async (programs, _) =>
        {
            var run = programs.RunAsync("shell", Shell("sleep 1000"), source.Token);
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        });
        Assert.Empty(host.Folders);
    }

    [Fact]
    public async Task Run_ThatIsNotWaitedFor_EndsWithItsActivation()
    {
        await using var host = new ProgramHost();
        Task<ProgramResult>? run = null;
        IPrograms? kept = null;

        await host.WithAsync("public", (programs, _) =>
        {
            kept = programs;
            run = programs.RunAsync("shell", Shell("sleep 1000"));
            return Task.CompletedTask;
        });

        Assert.True(run!.IsCanceled);
        Assert.Empty(host.Folders);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => kept!.RunAsync("shell", Shell("true")));
    }

    [Fact]
    public async Task Runs_MoreThanAnActivationMayHaveAtOnce_WaitForEachOther()
    {
        await using var host = new ProgramHost(options: options => options.ProgramsPerActivation = 2);

        await host.WithAsync("public", async (programs, _) =>
        {
            var waiting = Enumerable.Range(0, 2).Select(_ => programs.RunAsync("shell", Shell("while [ ! -e go ]; do sleep 0.01; done"))).ToList();
            var third = programs.RunAsync("shell", Shell("exit 3"));
            Assert.Equal(2, host.Folders.Count());
            foreach (var folder in host.Folders)
            {
                await File.WriteAllTextAsync(Path.Combine(folder, "work", "go"), "");
            }

            await Task.WhenAll(waiting);
            Assert.Equal(3, (await third).Run.ExitCode);
        });
    }

    [Fact]
    public async Task Program_InItsOwnFolder_RunsOnlyIfTheProfileSaysSo()
    {
        await using var host = new ProgramHost("made: { in: build, exec: [/usr/bin, own], read: /usr/lib }");
        var command = new ProgramCommand("tool") { Files = FilesOf(("tool", "#!/usr/bin/sh\necho made")) };

        Assert.Equal("made\n", Text((await host.RunAsync(command, "made")).Run.Output));
        Assert.Equal(SandboxEnd.NotStarted, (await host.RunAsync(command)).Run.End);
    }

    [Fact]
    public async Task Run_WithAChannel_ReachesItsServerWhereTheFunctionMay()
    {
        await using var server = await Destination.StartAsync();
        await using var host = new ProgramHost(
            """
            wired: { in: build, exec: /usr/bin, read: [/usr/lib, /etc/ssl], env: [PATH=/usr/bin], net: server }
              low: { in: build, exec: /usr/bin, read: [/usr/lib, /etc/ssl], env: [PATH=/usr/bin], net: low }
            """,
            $"server: {{ http: \"{server.Address}\", label: secret, answers: public }}\n  low: {{ http: \"{server.Address}\", label: public }}");
        var get = Shell($"exec 3<>/dev/tcp/127.0.0.1/{server.Address.Port}; printf 'GET /x HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3") with { Program = "/usr/bin/bash" };

        Assert.EndsWith("answer", Text((await host.RunAsync(get, "wired", "user(ann)")).Run.Output), StringComparison.Ordinal);
        Assert.Single(server.Requests);
        await Assert.ThrowsAsync<FlowRefusedException>(() => host.RunAsync(get, "low", "user(ann)"));
        Assert.Equal(1, (await host.RunAsync(get)).Run.ExitCode);

        Assert.Single(server.Requests);
        Assert.Contains(host.Host.Audit(), entry => entry is { Rule: "Send", Subject: "low", Reason: "LabelDoesNotFlow", Label: "user(ann)" });
    }

    // Otherwise what it learnt above would be told by when the connection is closed.
    [Fact]
    public async Task Run_ThatAChannelSees_IsNotEndedByWhatIsLearntAboveIt()
    {
        await using var server = await Destination.StartAsync();
        await using var host = new ProgramHost(
            "wired: { in: build, exec: /usr/bin, read: /usr/lib, env: [PATH=/usr/bin], net: server }", $$"""server: { http: "{{server.Address}}", label: public }""");
        using var source = new CancellationTokenSource();
        var waiting = Shell("while [ ! -e go ]; do sleep 0.01; done; echo x > done; while [ ! -e gone ]; do sleep 0.01; done");

        await host.WithAsync("public", async (programs, activation) =>
        {
            var run = programs.RunAsync("wired", waiting, source.Token);
            activation.RaiseLabel(host.Host.Label("secret"));
            await source.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => run);
        });

        var work = Path.Combine(Assert.Single(host.Folders), "work");
        await File.WriteAllTextAsync(Path.Combine(work, "go"), "");
        await UntilAsync(() => File.Exists(Path.Combine(work, "done")));
        await File.WriteAllTextAsync(Path.Combine(work, "gone"), "");
        await UntilAsync(() => !host.Folders.Any());
    }

    [Fact]
    public async Task Run_ThatAChannelSees_EndsWhereItsActivationStillMaySendThere()
    {
        await using var server = await Destination.StartAsync();
        await using var host = new ProgramHost(
            "wired: { in: build, exec: /usr/bin, read: /usr/lib, env: [PATH=/usr/bin], net: server }", $$"""server: { http: "{{server.Address}}", label: public }""");

        Task<ProgramResult>? run = null;
        await host.WithAsync("public", (programs, _) =>
        {
            run = programs.RunAsync("wired", Shell("sleep 1000"));
            return Task.CompletedTask;
        });

        Assert.True(run!.IsCanceled);
        await UntilAsync(() => !host.Folders.Any());
    }

    [Theory]
    [InlineData("/proc")]
    [InlineData("/dev/shm")]
    [InlineData("/run")]
    [InlineData("{data}")]
    [InlineData("{data}/runs")]
    public async Task Run_ProfileWhoseLinkLeadsToWhatIsNotGiven_IsRefused(string place)
    {
        var links = Directory.CreateTempSubdirectory("trapeze-links-");
        try
        {
            await using var host = new ProgramHost($"linked: {{ in: build, exec: /usr/bin, read: [/usr/lib, \"{links.FullName}/l*/x\"] }}");
            var link = Path.Combine(links.FullName, "link");
            Directory.CreateDirectory(link);
            Assert.Equal(0, (await host.RunAsync(Shell("true"), "linked")).Run.ExitCode);
            Directory.CreateSymbolicLink(Path.Combine(link, "x"), place.Replace("{data}", host.Data, StringComparison.Ordinal));

            await Assert.ThrowsAsync<FlowRefusedException>(() => host.RunAsync(Shell("true"), "linked"));

            Assert.Contains(host.Host.Audit(), entry => entry is { Rule: "Run", Reason: "NoRule", Detail: { } detail } && detail.Contains($"{link}/x", StringComparison.Ordinal));
        }
        finally
        {
            links.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Host_WithAProfileThatReachesItsData_DoesNotStart()
    {
        using var folder = new Folder();
        var policy = $"trapeze: 1\nlabels:\n  a:\nfunctions:\n  f: {{ on: event e, raises: a }}\nsandbox:\n  p: {{ in: f, exec: \"{folder.Path}\" }}\n";

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => ShimHost.StartAsync(folder.Path, policy, configure: builder => builder.AddFunction<Idle>("f")));

        Assert.Equal($"profile `p` cannot be used: `{folder.Path}` reaches the data folder", failure.Message);
    }

    [Theory]
    [InlineData("facets.db")]
    [InlineData("facets.db-wal")]
    public async Task Host_WithAProfileThatReachesItsStoreElsewhere_DoesNotStart(string file)
    {
        using var folder = new Folder();
        var elsewhere = Directory.CreateDirectory(Path.Combine(folder.Path, "elsewhere")).FullName;
        var policy = $"trapeze: 1\nlabels:\n  a:\nfunctions:\n  f: {{ on: event e, raises: a }}\nsandbox:\n  p: {{ in: f, exec: /usr/bin, read: \"{elsewhere}/{file}\" }}\n";

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            ShimHost.StartAsync(folder.Path, policy, configure: builder => builder.AddFunction<Idle>("f").UseStore(new SqliteBackend { Path = Path.Combine(elsewhere, "facets.db") })));

        Assert.Equal($"profile `p` cannot be used: `{elsewhere}/{file}` reaches the store", failure.Message);
    }

    [Fact]
    public async Task Folder_ThatCannotBeMade_NamesNoPlaceOfTheHost()
    {
        await using var host = new ProgramHost();

        var failure = await Assert.ThrowsAsync<IOException>(() => host.RunAsync(Shell("true") with { Files = FilesOf(("a", "x"), ("a/b", "x")) }));

        Assert.Equal("the run's folder cannot be made, or not all of its files: no two of them are a file and a folder of one name", failure.Message);
        Assert.Null(failure.InnerException);
        Assert.Empty(host.Folders);
    }

    [Fact]
    public async Task Outputs_OfAFolderAmongThem_AreTheFilesInIt()
    {
        await using var host = new ProgramHost();

        var result = await host.RunAsync(Shell("mkdir inner; echo x > inner/x; echo y > inner/y") with { Outputs = ["inner", "inner/x", "inner/y"] });

        Assert.Equal(["inner/x", "inner/y"], result.Files.Keys.Order(StringComparer.Ordinal));
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (!holds())
        {
            bound.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private sealed class Idle : Shim.Events.IEventFunction
    {
        public Task RunAsync(Shim.Events.EventMessage message, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
