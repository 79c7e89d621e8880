using BadApp.Unguarded;

namespace BadApp.Insensitive;

/// <summary>Looks at the reply when the function has ended, and says a constant instead if its label has risen. When it ends, and whether, is there to see.</summary>
internal sealed class InsensitiveReply(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, UnguardedScope scope)
    {
        var sent = context.Response.Body;
        await using var held = new MemoryStream();
        context.Response.Body = held;
        await next(context);
        context.Response.Body = sent;
        if (scope.Activation.Label.FlowsTo(scope.Activation.StartLabel))
        {
            await sent.WriteAsync(held.ToArray(), context.RequestAborted);
        }
        else
        {
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
        }
    }
}
