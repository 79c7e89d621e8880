using System.Text;

namespace Trapeze.LocalLambda.Http;

/// <summary>An answer; its length is written by the server.</summary>
public sealed record RawAnswer(int Status, IReadOnlyList<HttpField> Fields, ReadOnlyMemory<byte> Body)
{
    internal static RawAnswer Json(int status, string json, params HttpField[] fields) =>
        new(status, [new HttpField("Content-Type", "application/json"), .. fields], Encoding.UTF8.GetBytes(json));

    internal static RawAnswer Text(int status, string text) => new(status, [new HttpField("Content-Type", "text/plain")], Encoding.UTF8.GetBytes(text));

    internal static RawAnswer Empty(int status) => new(status, [], default);
}
