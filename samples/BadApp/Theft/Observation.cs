using System.Collections.Immutable;

namespace BadApp.Theft;

/// <summary>All that the thief sees of one bit: the reply to the request that started the hostile code, and what may be read afterwards.</summary>
/// <param name="Answer">The reply to the request itself.</param>
/// <param name="Line">The reply to a reader of the one line that may or may not have been written.</param>
/// <param name="Pages">The replies to a reader who turns the pages to the last.</param>
/// <param name="LogLines">The lines in the public log that name this request, with the name taken out.</param>
public sealed record Observation(Reply Answer, Reply Line, ImmutableArray<Reply> Pages, ImmutableArray<string> LogLines)
{
    /// <summary>Everything but the times, as one text: status, headers, body, completion, presence, pages and counts, log.</summary>
    public string Text { get; } = string.Join("\n\n", [Answer.Text, Line.Text, .. Pages.Select(page => page.Text), .. LogLines]);
}
