namespace HelloRetail.Events;

public sealed record AddRole(string Id, string Role)
{
    public string Schema => EventSchemas.IdOf(EventNames.AddRole);
}
