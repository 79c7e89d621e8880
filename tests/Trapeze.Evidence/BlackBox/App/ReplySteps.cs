using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Trapeze.Evidence.BlackBox.Programs;

namespace Trapeze.Evidence.BlackBox.App;

/// <summary>What a program does to its reply, in time and too late, and what it asks of its request.</summary>
internal sealed class ReplySteps(ProgramRun run)
{
    internal Task DoAsync(Instruction step)
    {
        if (run.Context is not { } context)
        {
            run.Say("no reply");
            return Task.CompletedTask;
        }

        switch (step.Op)
        {
            case Op.Respond:
                Respond(context, step);
                return Task.CompletedTask;
            case Op.Write:
                return WriteAsync(context.Response, step);
            case Op.Abort:
                context.Abort();
                return Task.CompletedTask;
            case Op.Identify:
                Identify(context, step);
                return Task.CompletedTask;
            default:
                throw new ArgumentOutOfRangeException(nameof(step));
        }
    }

    private void Respond(HttpContext context, Instruction step)
    {
        var response = context.Response;
        var value = step.Text + run.Said.Length.ToString(CultureInfo.InvariantCulture);
        switch (step.Number % 14)
        {
            case 0: response.StatusCode = 200 + (step.Key % 4); break;
            case 1: response.StatusCode = 400 + step.Key; break;
            case 2: context.Features.GetRequiredFeature<IHttpResponseFeature>().ReasonPhrase = value; break;
            case 3: response.Headers["X-Own"] = value; break;
            case 4: response.Cookies.Append("own", value); break;
            case 5: response.Redirect("/" + value); break;
            case 6: response.ContentType = "text/" + step.Text; break;
            case 7: Promise(step.Key * 10); break;
            case 8: response.AppendTrailer("x-trailer", value); break;
            case 9: context.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers["x-other"] = value; break;
            case 10: response.Headers["Trapeze-Activation"] = value; break;
            case 11: response.Headers.Append("Set-Cookie", "raw=" + value); response.Headers["Date"] = value; response.Headers["Server"] = value; break;
            case 12:
                response.OnStarting(async () =>
                {
                    response.Headers["X-Starting"] = value;
                    await run.RunAsync(step.Inner);
                });
                break;
            default:
                response.OnCompleted(() => run.RunAsync(step.Inner));
                break;
        }
    }

    private async Task WriteAsync(HttpResponse response, Instruction step)
    {
        switch (step.Number % 8)
        {
            case 0: await response.WriteAsync(run.Said); break;
            case 1: await response.Body.FlushAsync(); break;
            case 2: await response.StartAsync(); break;
            case 3: await response.Body.WriteAsync(new byte[step.Key * 500]); break;
            case 4:
                Encoding.UTF8.GetBytes(step.Text, response.BodyWriter);
                await response.BodyWriter.FlushAsync();
                break;
            case 5: await response.WriteAsync(step.Text); await response.Body.FlushAsync(); break;
            case 6: await response.CompleteAsync(); break;
            default: Promise(4); await response.WriteAsync(step.Text); break;
        }
    }

    // A stream that keeps a promise and is broken off then is whole, or not, as the network likes.
    private void Promise(long length)
    {
        if (run.Activation.Function is not "flow")
        {
            run.Context!.Response.ContentLength = length;
        }
    }

    private void Identify(HttpContext context, Instruction step)
    {
        switch (step.Number % 6)
        {
            case 0:
                run.Say($"ids {IsIdentifier(context.TraceIdentifier)} {string.Equals(context.TraceIdentifier, run.Activation.Id.ToString(), StringComparison.Ordinal)} {IsIdentifier(context.Connection.Id)}");
                break;
            case 1:
                context.Items[step.Text] = run.Said;
                run.Say($"items {string.Join(',', context.Items.Select(item => item.Key))}");
                break;
            case 2:
                run.Say($"caller {context.User.FindFirst("role")?.Value} {context.User.FindFirst("sub")?.Value} {context.User.Identity?.IsAuthenticated}");
                break;
            case 3:
                run.Say($"request {context.Request.Method} {context.Request.Path} {context.Request.QueryString} {context.Request.Headers.Count} {context.Connection.RemoteIpAddress} {context.Connection.ClientCertificate is null}");
                break;
            case 4:
                run.Say($"features {string.Join(',', context.Features.Select(feature => feature.Key.Name).Order(StringComparer.Ordinal))}");
                break;
            default:
                run.Say($"aborted {context.RequestAborted.IsCancellationRequested} started {context.Response.HasStarted} {run.Activation.Label} {run.Activation.Function} {System.Diagnostics.Activity.Current is null}");
                break;
        }
    }

    private static bool IsIdentifier(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);
}
