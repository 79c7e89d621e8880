using System.Text.Json;
using Gg.Graphs;

namespace Gg.Tests;

/// <summary>A project of two sources in an archive and a program, in a folder.</summary>
internal sealed class SmallProject
{
    internal static readonly Recipe Usual = new()
    {
        Flags = ["-O1", "-Wall", "-Iinclude"],
        Archives = [new RecipeArchive("libwords.a", ["greet.c", "sum.c"])],
        Programs = [new RecipeProgram("main", ["main.c"]) { Archives = ["libwords.a"], Libraries = ["-lm"] }],
        Checks = [new RecipeCheck("main") { Arguments = ["world"] }],
    };

    internal SmallProject(string folder, Recipe? recipe = null)
    {
        Folder = folder;
        Write("include/words.h", "int sum(int a, int b);\nvoid greet(const char *whom);\n");
        Write("include/greeting.h", "#define GREETING \"hello\"\n");
        Write("greet.c", "#include <stdio.h>\n#include \"words.h\"\n#include \"greeting.h\"\nvoid greet(const char *whom) { printf(GREETING \", %s: %d\\n\", whom, sum(40, 2)); }\n");
        Write("sum.c", "#include \"words.h\"\nint sum(int a, int b) { return a + b; }\n");
        Write("main.c", "#include \"words.h\"\nint main(int count, char **words) { greet(count > 1 ? words[1] : \"nobody\"); return 0; }\n");
        WriteRecipe(recipe ?? Usual);
    }

    internal string Folder { get; }

    internal void Write(string name, string text)
    {
        var path = Path.Combine(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    internal void WriteRecipe(Recipe recipe) => Write(Recipe.FileName, JsonSerializer.Serialize(recipe, JsonSerializerOptions.Web));

    internal Graph Graph() => GraphBuilder.Read(Folder);
}
