namespace HelloRetail.Events;

public sealed record Login(string Id, string Name)
{
    public string Schema => EventSchemas.IdOf(EventNames.Login);
}
