using Gg.Building;
using Gg.Graphs;

namespace Gg.Tests;

/// <summary>Sources and compilers that want what is not theirs.</summary>
public sealed class HostileTests : IAsyncLifetime
{
    private const string Plan = "bobs-plan-7f3a91";

    private Workshop _workshop = null!;
    private SmallProject _anns = null!;
    private string _bobs = null!;

    public async Task InitializeAsync()
    {
        _workshop = await Workshop.OpenAsync();
        _anns = new SmallProject(_workshop.Room("ann"));
        var bobs = new SmallProject(_workshop.Room("bob"));
        bobs.Write("include/greeting.h", $"#define GREETING \"{Plan}\"\n");
        _bobs = Path.Combine(bobs.Folder, "include", "greeting.h");
        if (CompilerFactAttribute.Problem is null)
        {
            await _workshop.BuildAsync("bob", bobs.Graph());
        }
    }

    public async Task DisposeAsync() => await _workshop.DisposeAsync();

    [CompilerFact]
    public async Task Source_ThatIncludesAnothersSource_DoesNotGetIt_AndIsNamed()
    {
        _anns.Write("sum.c", $"#include \"{_bobs}\"\nconst char *stolen = GREETING;\n");

        var failure = await FailAsync();

        Assert.Equal("preprocess sum.c failed", failure.Message);
        Assert.Contains($"fatal error: {_bobs}:", failure.Answer.Messages, StringComparison.Ordinal);
        Assert.Equal([$"openat {_bobs}"], failure.Answer.Refused.AsEnumerable());
        await AssertNamedAsync("preprocess", $"openat {_bobs}");
    }

    // What ann learns does not depend on what bob has.
    [CompilerFact]
    public async Task Source_ThatIncludesAnothersSource_SeesTheSame_WhetherItIsThere()
    {
        _anns.Write("sum.c", $"#include \"{_bobs}\"\n");
        var there = await FailAsync();
        File.Delete(_bobs);

        var gone = await FailAsync();

        Assert.Equal((there.Message, there.Answer.Messages), (gone.Message, gone.Answer.Messages));
        Assert.Equal(there.Answer.Refused.AsEnumerable(), gone.Answer.Refused);
    }

    // It compiles either way: what is asked for only if it is there would tell whether it is.
    [CompilerFact]
    public async Task Source_ThatAsksWhetherAnothersFileIsThere_IsNotTold()
    {
        _anns.Write("sum.c", $"#if __has_include(\"{_bobs}\")\n#error it is there\n#endif\n#include \"words.h\"\nint sum(int a, int b) {{ return a + b; }}\n");

        var failure = await FailAsync();

        Assert.Equal([$"openat {_bobs}"], failure.Answer.Refused.AsEnumerable());
        Assert.Equal("", failure.Answer.Messages);
    }

    [CompilerFact]
    public async Task Source_ThatTakesAnothersFileAsData_DoesNotGetIt_AndIsNamed()
    {
        foreach (var file in new[] { _bobs, Path.Combine(_workshop.Data, "facets.db"), Path.Combine(_workshop.Data, "runs", "another", "work", "sum.i") })
        {
            _anns.Write("sum.c", $"__asm__(\".section .rodata\\n.incbin \\\"{file}\\\"\\n\");\n");

            var failure = await FailAsync();

            Assert.Equal("compile sum.c failed", failure.Message);
            Assert.Contains($"file not found: {file}", failure.Answer.Messages, StringComparison.Ordinal);
            Assert.Equal([$"openat {file}"], failure.Answer.Refused.AsEnumerable());
            await AssertNamedAsync("compile", $"openat {file}");
        }
    }

    [CompilerFact]
    public async Task Archive_OfAnothersFile_CannotBeMade()
    {
        var graph = _anns.Graph();
        var archive = graph.Steps.Single(step => step.Kind is StepKind.Archive);
        var greedy = new Step { Kind = archive.Kind, Name = archive.Name, Arguments = [.. archive.Arguments, _bobs], Files = archive.Files, Output = archive.Output };

        var failure = await _workshop.FailAsync("ann", graph with { Steps = [.. graph.Steps.Where(step => step.Kind is StepKind.Preprocess or StepKind.Compile), greedy] });

        Assert.Contains(_bobs, failure.Answer.Messages, StringComparison.Ordinal);
    }

    // Also as the compiler proper, which gcc finds by -B.
    [CompilerFact]
    public async Task Compiler_ThatReadsAnothersSource_DoesNotGetIt_AndIsNamed()
    {
        var thief = $"#!/usr/bin/sh\nwhile read -r line; do echo \"$line\" >&2; done < {_bobs} || exit 9\n";
        foreach (var (compiler, files) in new[] { ("cc.sh", new[] { ("cc.sh", thief) }), ("gcc.sh", [("gcc.sh", "#!/usr/bin/sh\nexec /usr/bin/gcc -B. \"$@\"\n"), ("cc1", thief)]) })
        {
            foreach (var (name, text) in files)
            {
                _anns.Write(name, text);
            }

            _anns.WriteRecipe(SmallProject.Usual with { Compiler = [compiler, .. files.Select(file => file.Item1).Where(name => name != compiler)] });
            var failure = await FailAsync();
            Assert.Contains($"cannot open {_bobs}", failure.Answer.Messages, StringComparison.Ordinal);
            Assert.Equal([$"openat {_bobs}"], failure.Answer.Refused.AsEnumerable());
        }

        await AssertNamedAsync("own", $"openat {_bobs}");
    }

    // It goes on as if nothing were, and does what it should.
    [CompilerFact]
    public async Task Compiler_ThatTriesToReadAnothersSource_IsNamed_AndNothingOfItIsKept()
    {
        _anns.Write("cc.sh", $"#!/usr/bin/sh\n(read -r line < {_bobs}) 2>/dev/null\nexec /usr/bin/gcc \"$@\"\n");
        _anns.WriteRecipe(SmallProject.Usual with { Compiler = ["cc.sh"] });

        var failure = await FailAsync();

        Assert.Equal([$"openat {_bobs}"], failure.Answer.Refused.AsEnumerable());
        await AssertNamedAsync("own", $"openat {_bobs}");
    }

    [CompilerFact]
    public async Task Compiler_ThatWritesElsewhere_IsNamed_AndNothingOfItIsKept()
    {
        var dropped = Path.Combine(Path.GetDirectoryName(_bobs)!, "dropped");
        _anns.Write("cc.sh", $"#!/usr/bin/sh\n(echo x > {dropped}) 2>/dev/null\nexec /usr/bin/gcc \"$@\"\n");
        _anns.WriteRecipe(SmallProject.Usual with { Compiler = ["cc.sh"] });

        var failure = await FailAsync();

        Assert.False(File.Exists(dropped));
        Assert.Equal([$"openat {dropped}"], failure.Answer.Refused.AsEnumerable());
        await AssertNamedAsync("own", $"openat {dropped}");
    }

    [CompilerFact]
    public async Task Compiler_ThatOpensASocket_IsNamed_AndNothingOfItIsKept()
    {
        var built = Path.Combine(_workshop.Room("tools"), "cc");
        await File.WriteAllTextAsync(
            built + ".c",
            "#include <sys/socket.h>\n#include <unistd.h>\nint main(int n, char **words) { (void)n; socket(AF_INET, SOCK_STREAM, 0); words[0] = \"gcc\"; execv(\"/usr/bin/gcc\", words); return 9; }\n");
        Bare.Say("/usr/bin/gcc", ["-o", built, built + ".c"], _workshop.Room("tools"));
        File.Copy(built, Path.Combine(_anns.Folder, "cc"));
        _anns.WriteRecipe(SmallProject.Usual with { Compiler = ["cc"] });

        var failure = await FailAsync();

        Assert.Equal(["socket"], failure.Answer.Refused.AsEnumerable());
        await AssertNamedAsync("own", "socket");
    }

    // Of the failure, the messages and all that was put into ann's sight, nothing is bob's.
    private async Task<StepFailedException> FailAsync()
    {
        var failure = await _workshop.FailAsync("ann", _anns.Graph());
        Assert.Null(failure.Answer.Output);
        Assert.DoesNotContain(Plan, failure.Answer.Messages, StringComparison.Ordinal);
        return failure;
    }

    // By whoever may know of ann's activations, and by nobody else.
    private async Task AssertNamedAsync(string profile, string refused)
    {
        var entries = await _workshop.RefusedAsync("user(ann)");
        Assert.Contains(entries, entry => entry is { Reason: "OutsideProfile", Label: "user(ann)" } && entry.Subject == profile && entry.Detail == refused);
        Assert.Empty(await _workshop.RefusedAsync("user(bob)"));
        Assert.Empty(await _workshop.RefusedAsync("public"));
    }
}
