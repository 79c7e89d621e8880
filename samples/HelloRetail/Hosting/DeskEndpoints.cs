using HelloRetail.People;
using Microsoft.Extensions.FileProviders;

namespace HelloRetail.Hosting;

/// <summary>The storefront page and the developer's desk behind it: tokens, mail box, audit, policy. For development only, outside the guard.</summary>
public static class DeskEndpoints
{
    public static void UseDesk(this WebApplication app, DeskContents contents)
    {
        var page = new PhysicalFileProvider(Path.Combine(AppContext.BaseDirectory, "Page", "wwwroot"));
        app.UseDefaultFiles(new DefaultFilesOptions { FileProvider = page });
        app.UseStaticFiles(new StaticFileOptions { FileProvider = page });
        app.Map("/desk", desk => desk.Run(context => ServeAsync(context, contents)));
    }

    private static Task ServeAsync(HttpContext context, DeskContents contents)
    {
        object? answer = context.Request.Path.Value switch
        {
            "/people" => Cast.Everyone.Select(person => new
            {
                person.Id,
                person.Name,
                Role = person.Role.ToString(),
                Token = contents.Tokens.Sign(person),
                CardToken = person.Role == Role.Client ? contents.Tokens.Sign(person, cardAtHand: true) : null,
            }),
            "/mail" => contents.MailBox.Mails,
            "/refused" => contents.Refused(),
            "/shop" => new { contents.IsGuarded, contents.Policy },
            _ => null,
        };
        context.Response.Headers.CacheControl = "no-store";
        return answer is null ? Results.NotFound().ExecuteAsync(context) : Results.Json(answer).ExecuteAsync(context);
    }
}
