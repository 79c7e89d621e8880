using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Trapeze.LocalLambda.Tests.Instances;

/// <summary>The Runtime API as AWS documents it, with the answers of AWS's own emulator.</summary>
public sealed class RuntimeApiTests
{
    private const string Name = "f";

    [Fact]
    public async Task Next_CarriesWhatTheInvokerSaid()
    {
        await using var cloud = await StartAsync();
        await using var instance = cloud.Attach(Name);
        using var runtime = new RuntimeClient(instance.RuntimeApi);
        var before = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

        var result = cloud.InvokeAsync(Name, Payload("\"hello\""), new InvocationOptions { ClientContext = "{}", CognitoIdentity = "{\"i\":1}", RequestId = "an-id", TraceId = "Root=1-a-b" });
        var invocation = await runtime.NextAsync();
        var posted = await runtime.AnswerAsync(invocation.Id, "\"answer\"");

        Assert.Equal((200, "\"hello\"", "an-id"), (invocation.Status, invocation.Payload, invocation.Id));
        Assert.Equal("arn:aws:lambda:us-east-1:123456789012:function:f", invocation.Fields["Lambda-Runtime-Invoked-Function-Arn"]);
        Assert.Equal("Root=1-a-b", invocation.Fields["Lambda-Runtime-Trace-Id"]);
        Assert.Equal("{}", invocation.Fields["Lambda-Runtime-Client-Context"]);
        Assert.Equal("{\"i\":1}", invocation.Fields["Lambda-Runtime-Cognito-Identity"]);
        Assert.DoesNotContain("Lambda-Runtime-Aws-Tenant-Id", invocation.Fields.Keys);
        Assert.InRange(long.Parse(invocation.Fields["Lambda-Runtime-Deadline-Ms"], CultureInfo.InvariantCulture) - before, 30_000, 90_000);
        Assert.Equal((202, """{"status":"OK"}"""), posted);
        Assert.Equal(("an-id", "\"answer\"", null), ((await result).RequestId, (await result).Text, (await result).FunctionError));
    }

    [Fact]
    public async Task Answer_ComesToTheInvoker_BeforeTheRuntimeAsksAgain()
    {
        await using var cloud = await StartAsync();
        await using var instance = cloud.Attach(Name);
        using var runtime = new RuntimeClient(instance.RuntimeApi);

        var result = cloud.InvokeAsync(Name, Payload("1"));
        var invocation = await runtime.NextAsync();
        await runtime.AnswerAsync(invocation.Id, "2");

        Assert.Equal("2", (await result).Text);

        // It is busy with the hidden rest: what comes now waits.
        var second = cloud.InvokeAsync(Name, Payload("3"));
        Assert.False(second.IsCompleted);
        var next = await runtime.NextAsync();
        await runtime.AnswerAsync(next.Id, "4");
        Assert.Equal("4", (await second).Text);
    }

    [Fact]
    public async Task Error_ComesToTheInvoker_AsPosted()
    {
        await using var cloud = await StartAsync();
        await using var instance = cloud.Attach(Name);
        using var runtime = new RuntimeClient(instance.RuntimeApi);

        var result = cloud.InvokeAsync(Name, Payload("1"));
        var posted = await runtime.FailAsync((await runtime.NextAsync()).Id, """{"errorType":"E","errorMessage":"m"}""");

        Assert.Equal(202, posted.Status);
        Assert.Equal(("Unhandled", """{"errorType":"E","errorMessage":"m"}"""), ((await result).FunctionError, (await result).Text));
    }

    [Fact]
    public async Task Answer_ToAnIdThatIsNotRunning_IsInvalid()
    {
        await using var cloud = await StartAsync();
        await using var instance = cloud.Attach(Name);
        using var runtime = new RuntimeClient(instance.RuntimeApi);

        var first = cloud.InvokeAsync(Name, Payload("1"));
        var invocation = await runtime.NextAsync();
        var strange = await runtime.AnswerAsync("no-such-id", "2");
        await runtime.AnswerAsync(invocation.Id, "2");
        var second = cloud.InvokeAsync(Name, Payload("3"));
        await runtime.NextAsync();
        var stale = await runtime.AnswerAsync(invocation.Id, "2");
        var staleError = await runtime.FailAsync(invocation.Id, "{}");

        Assert.Equal("2", (await first).Text);
        Assert.All([strange, stale, staleError], answer => Assert.Equal((400, "InvalidRequestID"), (answer.Status, TypeOf(answer.Body))));
        Assert.False(second.IsCompleted);
    }

    [Fact]
    public async Task Answer_Twice_IsForbidden_AndChangesNothing()
    {
        await using var cloud = await StartAsync();
        await using var instance = cloud.Attach(Name);
        using var runtime = new RuntimeClient(instance.RuntimeApi);

        var result = cloud.InvokeAsync(Name, Payload("1"));
        var invocation = await runtime.NextAsync();
        await runtime.AnswerAsync(invocation.Id, "\"first\"");
        var again = await runtime.AnswerAsync(invocation.Id, "\"second\"");
        var error = await runtime.FailAsync(invocation.Id, "{}");

        Assert.Equal("\"first\"", (await result).Text);
        Assert.All([again, error], answer => Assert.Equal((403, "InvalidStateTransition"), (answer.Status, TypeOf(answer.Body))));
    }

    [Fact]
    public async Task Next_BeforeTheAnswer_IsForbidden()
    {
        await using var cloud = await StartAsync();
        await using var instance = cloud.Attach(Name);
        using var runtime = new RuntimeClient(instance.RuntimeApi);

        var result = cloud.InvokeAsync(Name, Payload("1"));
        var invocation = await runtime.NextAsync();
        var refused = await runtime.NextAsync();
        await runtime.AnswerAsync(invocation.Id, "2");

        Assert.Equal((403, "InvalidStateTransition"), (refused.Status, TypeOf(refused.Payload)));
        Assert.Equal("2", (await result).Text);
    }

    [Fact]
    public async Task Answer_TooLarge_IsRefused_AndTheInvokerHears()
    {
        await using var cloud = await StartAsync();
        await using var instance = cloud.Attach(Name);
        using var runtime = new RuntimeClient(instance.RuntimeApi);

        var result = cloud.InvokeAsync(Name, Payload("1"));
        var posted = await runtime.AnswerAsync((await runtime.NextAsync()).Id, $"\"{new string('x', 6 * 1024 * 1024)}\"");

        Assert.Equal((413, "RequestEntityTooLarge"), (posted.Status, TypeOf(posted.Body)));
        Assert.Equal(("Unhandled", "Function.ResponseSizeTooLarge"), ((await result).FunctionError, TypeOf((await result).Text)));
    }

    [Fact]
    public async Task InitError_AfterTheFirstNext_IsForbidden()
    {
        await using var cloud = await StartAsync();
        await using var instance = cloud.Attach(Name);
        using var runtime = new RuntimeClient(instance.RuntimeApi);

        _ = cloud.InvokeAsync(Name, Payload("1"));
        await runtime.NextAsync();

        Assert.Equal(403, (await runtime.PostAsync("init/error", "{}")).Status);
    }

    [Fact]
    public async Task InitError_FailsWhatWaits()
    {
        await using var cloud = await StartAsync();
        await using var instance = cloud.Attach(Name);
        using var runtime = new RuntimeClient(instance.RuntimeApi);

        var result = cloud.InvokeAsync(Name, Payload("1"));
        var posted = await runtime.PostAsync("init/error", """{"errorType":"Init.Broken","errorMessage":"no"}""");

        Assert.Equal(202, posted.Status);
        Assert.Equal(("Unhandled", "Init.Broken"), ((await result).FunctionError, TypeOf((await result).Text)));
    }

    [Fact]
    public async Task Next_OfAPollThatIsGone_IsGivenToNobody()
    {
        await using var cloud = await StartAsync();
        await using var instance = cloud.Attach(Name);
        using var runtime = new RuntimeClient(instance.RuntimeApi);
        using (var impatient = new CancellationTokenSource())
        {
            var poll = runtime.NextAsync(impatient.Token);
            await impatient.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => poll);
        }

        // The broken connection may be heard of later than the next request; so it asks until it may.
        var result = cloud.InvokeAsync(Name, Payload("1"));
        Received received;
        do
        {
            received = await runtime.NextAsync();
        }
        while (received.Status == 403);

        await runtime.AnswerAsync(received.Id, "2");
        Assert.Equal("2", (await result).Text);
    }

    [Fact]
    public async Task Concurrency_RunsAsManyAtOnce()
    {
        await using var cloud = await StartAsync(new LocalFunction { Name = Name, Concurrency = 3, Timeout = TimeSpan.FromMinutes(1) });
        await using var instance = cloud.Attach(Name);
        using var runtime = new RuntimeClient(instance.RuntimeApi);

        var results = Enumerable.Range(0, 3).Select(number => cloud.InvokeAsync(Name, Payload($"{number}"))).ToList();
        var invocations = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => runtime.NextAsync()));
        var fourth = await runtime.NextAsync();
        foreach (var invocation in invocations.Reverse())
        {
            await runtime.AnswerAsync(invocation.Id, $"1{invocation.Payload}");
        }

        Assert.Equal(403, fourth.Status);
        Assert.Equal(["10", "11", "12"], (await Task.WhenAll(results)).Select(result => result.Text));
    }

    [Fact]
    public async Task Timeout_OfAnInvocation_IsToldToTheInvoker_AndTheInstanceIsGone()
    {
        await using var cloud = await StartAsync(new LocalFunction { Name = Name, Timeout = TimeSpan.FromMilliseconds(100) });
        await using var instance = cloud.Attach(Name);
        using var runtime = new RuntimeClient(instance.RuntimeApi);

        var result = cloud.InvokeAsync(Name, Payload("1"), new InvocationOptions { RequestId = "an-id" });
        var invocation = await runtime.NextAsync();

        Assert.Equal("""{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: an-id Error: Task timed out after 0.10 seconds"}""", (await result).Text);
        Assert.True(instance.IsGone);
        Assert.Equal(400, (await runtime.AnswerAsync(invocation.Id, "2")).Status);
        Assert.Equal(403, (await runtime.NextAsync()).Status);
        Assert.EndsWith("an-id Task timed out after 0.10 seconds", Assert.Single(cloud.Output(Name)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tenant_HasInstancesOfItsOwn()
    {
        await using var cloud = await StartAsync(new LocalFunction { Name = Name, IsIsolatedByTenant = true });
        await using var blue = cloud.Attach(Name, "blue");
        await using var green = cloud.Attach(Name, "green");
        using var runtime = new RuntimeClient(green.RuntimeApi);

        var result = cloud.InvokeAsync(Name, Payload("1"), new InvocationOptions { TenantId = "green" });
        var invocation = await runtime.NextAsync();
        await runtime.AnswerAsync(invocation.Id, "2");

        Assert.Equal("green", invocation.Fields["Lambda-Runtime-Aws-Tenant-Id"]);
        Assert.Equal("2", (await result).Text);
        Assert.Equal(400, (await Assert.ThrowsAsync<InvocationRefusedException>(() => cloud.InvokeAsync(Name, Payload("1")))).Status);
    }

    [Fact]
    public async Task Invocation_BeyondWhatMayWait_IsThrottled()
    {
        await using var cloud = await StartAsync(new LocalFunction { Name = Name, MostWaiting = 0 });
        await using var instance = cloud.Attach(Name);
        using var runtime = new RuntimeClient(instance.RuntimeApi);

        _ = cloud.InvokeAsync(Name, Payload("1"));
        await runtime.NextAsync();
        var refused = await Assert.ThrowsAsync<InvocationRefusedException>(() => cloud.InvokeAsync(Name, Payload("2")));

        Assert.Equal((429, "TooManyRequestsException"), (refused.Status, refused.Type));
    }

    [Theory]
    [InlineData("invocation/next", 405)]
    [InlineData("invocation/x", 404)]
    [InlineData("../elsewhere", 404)]
    public async Task Path_OfNothing_IsRefused(string path, int status)
    {
        await using var cloud = await StartAsync();
        await using var instance = cloud.Attach(Name);
        using var runtime = new RuntimeClient(instance.RuntimeApi);

        Assert.Equal(status, (await runtime.PostAsync(path, "{}")).Status);
    }

    private static Task<LocalCloud> StartAsync(LocalFunction? function = null) =>
        LocalCloud.StartAsync(new LocalCloudOptions { Functions = [function ?? new LocalFunction { Name = Name, Timeout = TimeSpan.FromMinutes(1) }] });

    private static byte[] Payload(string text) => Encoding.UTF8.GetBytes(text);

    private static string TypeOf(string error)
    {
        using var json = JsonDocument.Parse(error);
        return json.RootElement.GetProperty("errorType").GetString()!;
    }
}
