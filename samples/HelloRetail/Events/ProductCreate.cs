namespace HelloRetail.Events;

public sealed record ProductCreate(string Id, string Brand, string Name, string Description, string Category, decimal? Price = null)
{
    public string Schema => EventSchemas.IdOf(EventNames.ProductCreate);
}
