using System.Diagnostics;
using System.Text;
using Trapeze.LocalLambda.Instances;

namespace Trapeze.LocalLambda.Tests.Instances;

/// <summary>Instances as processes, with a runtime in bash.</summary>
public sealed class InstanceProcessTests
{
    private const string Name = "f";

    private static readonly LocalFunction Function = new()
    {
        Name = Name,
        Command = ["bash", Path.Combine(AppContext.BaseDirectory, "Instances", "runtime.sh")],
        Timeout = TimeSpan.FromSeconds(30),
    };

    [Fact]
    public async Task Instance_IsUsedAgain_WhileItIsWarm()
    {
        await using var cloud = await StartAsync(Function with { MostInstances = 1 });

        var first = await InvokeAsync(cloud, "who");
        var second = await InvokeAsync(cloud, "who");

        Assert.Equal($"\"{Assert.Single(cloud.Processes(Name))} 1\"", first.Text);
        Assert.Equal(first.Text.Replace(" 1", " 2", StringComparison.Ordinal), second.Text);
    }

    [Fact]
    public async Task Instances_AreAsManyAsInvocationsAtOnce_UpToTheBound()
    {
        await using var cloud = await StartAsync(Function with { MostInstances = 2 });

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => InvokeAsync(cloud, "who")));

        Assert.InRange(cloud.Processes(Name).Count, 1, 2);
        Assert.Equal(6, results.Select(result => result.Text).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory]
    [InlineData("TRAPEZE_FUNCTION", "f")]
    [InlineData("AWS_LAMBDA_FUNCTION_NAME", "f")]
    [InlineData("AWS_REGION", "us-east-1")]
    [InlineData("AWS_ACCESS_KEY_ID", LocalNames.AccessKey)]
    [InlineData("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand")]
    [InlineData("AWS_LAMBDA_MAX_CONCURRENCY", "")]
    [InlineData("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "512")]
    [InlineData("OF_ALL", "all")]
    [InlineData("OF_IT", "it")]
    [InlineData("HOME", "")]
    public async Task Environment_IsLambdas_AndWhatIsGiven(string name, string value)
    {
        await using var cloud = await LocalCloud.StartAsync(new LocalCloudOptions
        {
            Functions = [Function with { Environment = new Dictionary<string, string> { ["OF_IT"] = "it" } }],
            Environment = new Dictionary<string, string> { ["OF_ALL"] = "all" },
        });

        Assert.Equal($"\"{value}\"", (await InvokeAsync(cloud, $"env {name}")).Text);
    }

    [Fact]
    public async Task Environment_LeadsToTheServices()
    {
        await using var cloud = await LocalCloud.StartAsync(new LocalCloudOptions { Functions = [Function], Environment = new Dictionary<string, string> { ["QUEUES"] = "{aws}/123456789012/" } });

        Assert.Equal($"\"{cloud.AwsEndpoint}\"", (await InvokeAsync(cloud, "env AWS_ENDPOINT_URL")).Text);
        Assert.Equal($"\"{cloud.AwsEndpoint}123456789012/\"", (await InvokeAsync(cloud, "env QUEUES")).Text);
    }

    [Fact]
    public async Task TemporaryFolder_IsTheInstancesOwn_AndGoesWithIt()
    {
        string folder;
        await using (var cloud = await StartAsync())
        {
            folder = (await InvokeAsync(cloud, "env TMPDIR")).Text.Trim('"');
            Assert.True(Directory.Exists(folder));
        }

        Assert.False(Directory.Exists(folder));
    }

    [Fact]
    public async Task Exit_FailsTheInvocation_AndTheNextFindsANewInstance()
    {
        await using var cloud = await StartAsync();

        var before = await InvokeAsync(cloud, "who");
        var failed = await InvokeAsync(cloud, "exit");
        var after = await InvokeAsync(cloud, "who");

        Assert.Equal("Unhandled", failed.FunctionError);
        Assert.Equal($$"""{"errorType":"Runtime.ExitError","errorMessage":"RequestId: {{failed.RequestId}} Error: Runtime exited with error: exit status 7"}""", failed.Text);
        Assert.EndsWith(" 1\"", after.Text, StringComparison.Ordinal);
        Assert.NotEqual(before.Text, after.Text);
    }

    [Fact]
    public async Task Timeout_KillsTheInstance()
    {
        await using var cloud = await StartAsync(Function with { Timeout = TimeSpan.FromSeconds(1) });

        var result = await InvokeAsync(cloud, "hang");
        var after = await InvokeAsync(cloud, "who");

        Assert.Contains("Sandbox.Timedout", result.Text, StringComparison.Ordinal);
        Assert.EndsWith(" 1\"", after.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task HiddenRest_BeyondTheTimeout_IsKilled_WithoutAWordToTheInvoker()
    {
        await using var cloud = await StartAsync(Function with { Timeout = TimeSpan.FromSeconds(1), MostInstances = 1 });

        var early = await InvokeAsync(cloud, "late");
        var after = await InvokeAsync(cloud, "who");

        Assert.Equal(("\"early\"", null), (early.Text, early.FunctionError));
        Assert.EndsWith(" 1\"", after.Text, StringComparison.Ordinal);
        Assert.Contains(cloud.Output(Name), line => line.EndsWith($"{early.RequestId} Task timed out after 1.00 seconds", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Instance_MayExecuteItself()
    {
        await using var cloud = await StartAsync(Function with { MostInstances = 1 });

        var before = await InvokeAsync(cloud, "again");
        var after = await InvokeAsync(cloud, "who");

        Assert.Equal(before.Text.Trim('"') + " 2", after.Text.Trim('"'));
        Assert.Single(cloud.Processes(Name));
    }

    [Fact]
    public async Task Output_IsTheFunctionsLog()
    {
        await using var cloud = await StartAsync();

        await InvokeAsync(cloud, "say hello");
        await cloud.EndInstancesAsync(Name);

        Assert.Equal(["asked to end", "hello", "hello too"], cloud.Output(Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("exit", "Runtime.ExitError")]
    [InlineData("error", "Init.Broken")]
    [InlineData("hang", "Runtime.ExitError")]
    public async Task Init_ThatFailsTwice_FailsTheInvocation(string how, string type)
    {
        await using var cloud = await StartAsync(Function with { InitTimeout = TimeSpan.FromMilliseconds(500), Environment = new Dictionary<string, string> { ["INIT"] = how } });

        var result = await InvokeAsync(cloud, "who");

        Assert.Equal("Unhandled", result.FunctionError);
        Assert.Contains(type, result.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Program_ThatIsNotThere_FailsTheInvocation()
    {
        await using var cloud = await StartAsync(Function with { Command = ["/no/such/program"] });

        Assert.Contains("exit status 127", (await InvokeAsync(cloud, "who")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposal_EndsEveryProcess()
    {
        int process;
        await using (var cloud = await StartAsync())
        {
            await InvokeAsync(cloud, "who");
            process = Assert.Single(cloud.Processes(Name));
        }

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(process));
    }

    [Fact]
    public async Task Disposal_KillsWhatDoesNotEnd()
    {
        int process;
        await using (var cloud = await StartAsync(Function with { Timeout = TimeSpan.FromMinutes(1) }))
        {
            await InvokeAsync(cloud, "late");
            process = Assert.Single(cloud.Processes(Name));
        }

        Assert.Throws<ArgumentException>(() => Process.GetProcessById(process));
    }

    [Fact]
    public async Task Process_MayBeKilled_WhileItEnds()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        var ends = Function with { Command = ["true"] };
        for (var round = 0; round < 20; round++)
        {
            var process = InstanceProcess.Start(ends, "", "", folder, new Dictionary<string, string>(), new FunctionOutput());
            using var ended = new CancellationTokenSource();
            var killing = Task.Run(() =>
            {
                do
                {
                    process.AskToEnd();
                    process.Kill();
                }
                while (!ended.IsCancellationRequested);
            });
            await process.DisposeAsync();
            await ended.CancelAsync();
            await killing;
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
        Directory.Delete(folder);
    }

    private static Task<LocalCloud> StartAsync(LocalFunction? function = null) => LocalCloud.StartAsync(new LocalCloudOptions { Functions = [function ?? Function] });

    private static Task<InvocationResult> InvokeAsync(LocalCloud cloud, string what) => cloud.InvokeAsync(Name, Encoding.UTF8.GetBytes($"\"{what}\""));
}
