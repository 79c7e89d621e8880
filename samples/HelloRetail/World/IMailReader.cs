namespace HelloRetail.World;

/// <summary>Reads somebody's mail.</summary>
public interface IMailReader
{
    Task<IReadOnlyList<ReceivedMail>> ReadAsync(string address);
}
