using HelloRetail.Careless;
using HelloRetail.Functions;

namespace HelloRetail.Hosting;

/// <summary>The shop's HTTP functions. Which callers may start them, at which label, is the policy's to say.</summary>
public static class ShopEndpoints
{
    public static void MapShop(this IEndpointRouteBuilder app)
    {
        app.MapPost("/events", EventWriter.WriteAsync);
        app.MapGet("/categories", Catalog.CategoriesAsync);
        app.MapGet("/products", Catalog.ProductsAsync);
        app.MapGet("/pictures/{id}", Catalog.PictureAsync);
        app.MapPost("/release", Release.ReleaseAsync);
        app.MapDelete("/products/{id}", Withdrawal.DeleteAsync);
        app.MapPost("/purchase", Checkout.BuyAsync);
        app.MapGet("/purchases", Checkout.ListAsync);
        app.MapGet("/sales", SaleBook.CountAsync);
        app.MapGet("/users", UserBook.ListAsync);
        app.MapGet("/card", Wallet.CardAsync);
        app.MapPost("/photos", PhotoDesk.UploadAsync);
        app.MapPost("/receipt", Receipt.MailAsync);
        app.MapPost("/teaser", Teaser.MailAsync);
    }
}
