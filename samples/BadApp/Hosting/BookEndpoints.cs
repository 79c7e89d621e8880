using BadApp.Functions;
using BadApp.Hostile;

namespace BadApp.Hosting;

/// <summary>The application's HTTP functions. Who may start them, and at which label, is the policy's to say.</summary>
public static class BookEndpoints
{
    public static void MapBook(this IEndpointRouteBuilder app)
    {
        app.MapPut("/secret", Drawer.KeepAsync);
        app.MapPost("/guestbook/{way}/{bit:int}", Injected.SignAsync);
        app.MapGet("/guestbook/{way}/{bit:int}/{line:int}", GuestBook.LineAsync);
        app.MapGet("/guestbook/{way}/{bit:int}", GuestBook.PageAsync);
    }
}
