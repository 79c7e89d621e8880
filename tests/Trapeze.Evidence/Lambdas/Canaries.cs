using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Trapeze.Evidence.BlackBox.App;
using Trapeze.Evidence.BlackBox.Programs;
using Trapeze.LocalLambda;
using Trapeze.Shim.Envelopes;

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

    /// <summary>Requests, one after the other.</summary>
    internal Task<CanaryTally> RunAsync(int invocations, Action<string>? say = null) => RunAsync(async (cloud, _, tally) =>
    {
        using var client = new HttpClient { BaseAddress = cloud.Address(HttpShape.HttpApi) };
        await PlayAsync(client, tally, invocations, say);
    });

    /// <summary>Batches of records of mixed labels, each batch one invocation.</summary>
    internal Task<CanaryTally> RunBatchesAsync(int batches, int records) => RunAsync(async (cloud, data, tally) =>
    {
        var dice = new Dice(seed);
        for (var batch = 0; batch < batches; batch++)
        {
            var canaries = Enumerable.Range(0, records).Select(record => (Label: dice.Pick(Labels), Number: (batch * records) + record)).ToList();
            var result = await cloud.InvokeAsync(Function, Batch(canaries.ConvertAll(canary => (canary.Label, Canary(canary.Label, canary.Number)))));
            if (result.FunctionError is not null || result.Text is not """{"batchItemFailures":[]}""")
            {
                throw new HttpRequestException($"batch {batch}: {result.Text}");
            }

            foreach (var (label, number) in canaries)
            {
                var report = await File.ReadAllTextAsync(Path.Combine(data, CanaryRecord.Reports, Canary(label, number)));
                tally.Invocations++;
                Judge(tally, label, report);
                if (report.Split('\n').Count(line => line is "ran") != 1)
                {
                    tally.Complaints.Add($"{Canary(label, number)} ran not once");
                }
            }
        }
    });

    private static byte[] Batch(IEnumerable<(string Label, string Canary)> records)
    {
        var seal = new EnvelopeSeal(CanaryApp.Keys, TimeProvider.System);
        var now = DateTimeOffset.UtcNow;
        return JsonSerializer.SerializeToUtf8Bytes(new
        {
            Records = records.Select(record =>
            {
                var body = JsonSerializer.Serialize(record.Canary);
                var envelope = new Envelope
                {
                    MessageId = record.Canary,
                    Source = "sqs:canaries",
                    Event = "leave",
                    Label = record.Label is "alice" or "bob" ? $"client({record.Label})" : record.Label,
                    Issued = now,
                    Due = now,
                    Expires = now + TimeSpan.FromHours(1),
                };
                return new
                {
                    messageId = record.Canary,
                    receiptHandle = "handle",
                    body,
                    attributes = new { },
                    messageAttributes = new { Trapeze = new { stringValue = seal.Close(envelope, Encoding.UTF8.GetBytes(body)), dataType = "String" } },
                    md5OfBody = "",
                    eventSource = "aws:sqs",
                    eventSourceARN = "arn:aws:sqs:us-east-1:123456789012:canaries",
                    awsRegion = "us-east-1",
                };
            }),
        });
    }

    private async Task<CanaryTally> RunAsync(Func<LocalCloud, string, CanaryTally, Task> play)
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
            await play(cloud, data, tally);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            tally.Complaints.Add($"{exception.Message}\n{string.Join('\n', cloud.Output(Function).TakeLast(20))}");
        }

        // A hidden rest may still plant.
        await cloud.EndInstancesAsync(Function);
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
        foreach (var line in text.Split('\n').Select(line => line.Split('\t')).Where(parts => parts is [_, _]))
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
