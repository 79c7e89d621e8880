using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Trapeze.Evidence.BlackBox.App;
using Trapeze.Evidence.BlackBox.Programs;
using Trapeze.LocalLambda;

namespace Trapeze.Evidence.Lambdas;

/// <summary>Warm invocations of mixed labels in one instance: whatever one leaves, nobody finds who may not see it.</summary>
/// <remarks>semantics §2, "Warm instances".</remarks>
/// <param name="seed">What the callers are drawn from.</param>
/// <param name="isShared">Whether the process is for all labels, to see that canaries are found then.</param>
internal sealed partial class Canaries(ulong seed, bool isShared = false)
{
    private const string Function = "canaries";

    // How often the next caller is the same as the last: processes that stay have something to leave.
    private const int Stays = 10;
    private const int Rises = 6;
    private static readonly string[] Labels = ["public", "alice", "bob", "secret"];
    private readonly Tokens _tokens = new();

    internal async Task<CanaryTally> RunAsync(int invocations, Action<string>? say = null)
    {
        var data = Directory.CreateTempSubdirectory("trapeze-canaries-").FullName;
        await File.WriteAllTextAsync(Path.Combine(data, "policy.yaml"), CanaryApp.Policy);
        await using var cloud = await LocalCloud.StartAsync(new LocalCloudOptions
        {
            Functions =
            [
                new LocalFunction
                {
                    Name = Function,
                    Command = ["dotnet", "exec", typeof(Canaries).Assembly.Location, LambdaVerb.Word, CanaryApp.Argument],
                    Environment = new Dictionary<string, string>(StringComparer.Ordinal) { [CanaryApp.DataVariable] = data, [isShared ? CanaryApp.SharedVariable : "CANARY_APART"] = "yes" },
                    MostInstances = 1,
                    Timeout = TimeSpan.FromSeconds(60),
                    InitTimeout = TimeSpan.FromSeconds(60),
                },
            ],
            Routes = [new LocalRoute("$default", Function)],
            GatewayTimeout = TimeSpan.FromSeconds(60),
        });
        var tally = new CanaryTally();
        try
        {
            using var client = new HttpClient { BaseAddress = cloud.Address(HttpShape.HttpApi) };
            await PlayAsync(client, tally, invocations, say);
        }
        catch (Exception exception) when (exception is HttpRequestException or FormatException)
        {
            tally.Complaints.Add($"{exception.Message}\n{string.Join('\n', cloud.Output(Function).TakeLast(20))}");
        }

        Directory.Delete(data, recursive: true);
        return tally;
    }

    private async Task PlayAsync(HttpClient client, CanaryTally tally, int invocations, Action<string>? say)
    {
        var dice = new Dice(seed);
        var label = "public";
        var held = "public";
        for (var number = 0; number < invocations; number++)
        {
            label = dice.Next(Stays) == 0 ? dice.Pick(Labels) : label;
            var rises = label != "secret" && dice.Next(Rises) == 0;
            var canary = Canary(label, number);
            if (!Flows(held, label))
            {
                tally.Renewals++;
                held = label;
            }

            held = rises ? "secret" : Flows(held, label) ? label : held;
            using var request = new HttpRequestMessage(HttpMethod.Post, rises ? $"/rise/{canary}/{Canary("secret", number)}" : $"/stay/{canary}");
            if (label != "public")
            {
                request.Headers.TryAddWithoutValidation("Authorization", _tokens.Of(label == "secret" ? new Principal("owner", "owen") : new Principal("client", label)));
            }

            using var response = await client.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            tally.Invocations++;
            tally.Risen += rises ? 1 : 0;
            if (response.StatusCode != (rises ? HttpStatusCode.Forbidden : HttpStatusCode.OK))
            {
                throw new HttpRequestException($"invocation {number} at {label} got {response.StatusCode}: {text}");
            }

            Judge(tally, label, text);
            if (number % 1_000 == 999)
            {
                say?.Invoke($"{tally}");
            }
        }
    }

    private static void Judge(CanaryTally tally, string label, string text)
    {
        foreach (var line in text.Split('\n').Select(line => line.Split('\t')).Where(parts => parts is [_, _] && parts[0] != "process"))
        {
            if (Flows(CanaryForm().Match(line[1]).Groups["label"].Value, label))
            {
                tally.Found[line[0]] = tally.Found.GetValueOrDefault(line[0]) + 1;
            }
            else
            {
                tally.FoundFromBelow[line[0]] = tally.FoundFromBelow.GetValueOrDefault(line[0]) + 1;
                tally.Complaints.Add($"{label} finds {line[1]} in {line[0]}");
            }
        }
    }

    private static string Canary(string label, int number) => string.Create(CultureInfo.InvariantCulture, $"canary-of-{label}-{number}");

    private static bool Flows(string from, string to) => from == to || from == "public" || to == "secret";

    [GeneratedRegex("^canary-of-(?<label>[a-z0-9]+)-[0-9]+$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex CanaryForm();
}
