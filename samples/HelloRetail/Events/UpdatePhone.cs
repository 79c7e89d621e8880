namespace HelloRetail.Events;

public sealed record UpdatePhone(string Id, string Phone)
{
    public string Schema => EventSchemas.IdOf(EventNames.UpdatePhone);
}
