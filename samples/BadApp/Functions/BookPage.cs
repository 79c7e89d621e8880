namespace BadApp.Functions;

/// <summary>A page of the guest book: the store's own counts, the lines, and the last line that was looked at if more may follow.</summary>
public sealed record BookPage(int Count, int ScannedCount, IReadOnlyList<string> Lines, string? Next);
