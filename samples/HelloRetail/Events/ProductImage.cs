namespace HelloRetail.Events;

public sealed record ProductImage(string Id, string Photographer)
{
    public string Schema => EventSchemas.IdOf(EventNames.ProductImage);
}
