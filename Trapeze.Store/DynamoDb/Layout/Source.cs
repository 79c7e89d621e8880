namespace Trapeze.Store.DynamoDb.Layout;

/// <summary>What is kept of one place of one table: the cell of what was written there, or the inbox of copies that labels below file.</summary>
/// <param name="Id">Stands for it in storage.</param>
/// <param name="IsInbox">Whether it is the inbox.</param>
/// <param name="IsSkippable">Whether whoever writes to it for the first time says so before, and so it need not be looked at until then.</param>
internal sealed record Source(string Id, bool IsInbox, bool IsSkippable);
