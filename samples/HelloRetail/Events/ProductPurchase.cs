namespace HelloRetail.Events;

public sealed record ProductPurchase(string Id)
{
    public string Schema => EventSchemas.IdOf(EventNames.ProductPurchase);
}
