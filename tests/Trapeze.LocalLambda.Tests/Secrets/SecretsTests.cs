using Trapeze.LocalLambda.Tests.Aws;

namespace Trapeze.LocalLambda.Tests.Secrets;

public sealed class SecretsTests
{
    [Fact]
    public async Task Value_IsTheCurrentOne()
    {
        await using var cloud = await LocalCloud.StartAsync(new LocalCloudOptions { Secrets = new Dictionary<string, string> { ["keys"] = "one" } });
        using var client = new SignedClient(cloud.AwsEndpoint);

        var first = await client.CallAsync("secretsmanager", "secretsmanager.GetSecretValue", new { SecretId = "keys" }, "1.1");
        cloud.SetSecret("keys", "two");
        var second = await client.CallAsync("secretsmanager", "secretsmanager.GetSecretValue", new { SecretId = first["ARN"]!.ToString() }, "1.1");

        Assert.Equal(("one", "two"), (first["SecretString"]!.ToString(), second["SecretString"]!.ToString()));
        Assert.NotEqual(first["VersionId"]!.ToString(), second["VersionId"]!.ToString());
        Assert.Equal((400, "ResourceNotFoundException"), await client.RefusedAsync("secretsmanager", "secretsmanager.GetSecretValue", new { SecretId = "none" }, "1.1"));
    }
}
