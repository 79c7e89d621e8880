using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gg.Graphs;

/// <summary>What a project is made of: its <c>gg.json</c>.</summary>
public sealed record Recipe
{
    public const string FileName = "gg.json";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    /// <summary>The file of the project that is the compiler, and those that it needs beside it; none for gcc.</summary>
    public ImmutableArray<string> Compiler { get; init; } = [];

    /// <summary>What the compiler is told each time.</summary>
    public ImmutableArray<string> Flags { get; init; } = [];

    public ImmutableArray<RecipeArchive> Archives { get; init; } = [];

    public ImmutableArray<RecipeProgram> Programs { get; init; } = [];

    public ImmutableArray<RecipeCheck> Checks { get; init; } = [];

    /// <exception cref="IOException">There is none, or it is not as it should be.</exception>
    public static Recipe Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return JsonSerializer.Deserialize<Recipe>(File.ReadAllText(path), Format) ?? throw new IOException($"`{path}` is empty");
        }
        catch (JsonException error)
        {
            throw new IOException($"`{path}` is no recipe: {error.Message}", error);
        }
    }
}
