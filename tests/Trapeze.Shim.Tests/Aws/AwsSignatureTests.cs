using System.Text;
using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;
using Trapeze.Shim.Aws;

namespace Trapeze.Shim.Tests.Aws;

public sealed class AwsSignatureTests
{
    private static readonly DateTimeOffset Then = new(2015, 8, 30, 12, 36, 0, TimeSpan.Zero);

    // AWS's own test suite for Signature Version 4, whose service is `service`.
    [Theory]
    [InlineData("GET", "/", "", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31")]
    [InlineData("POST", "/", "", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")]
    [InlineData("GET", "/", "Param2=value2&Param1=value1", "", "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")]
    public void Authorize_OfAwssVectors_IsAwssSignature(string method, string path, string query, string body, string signature)
    {
        var request = new AwsRequest("service", new HttpMethod(method), path, Encoding.UTF8.GetBytes(body))
        {
            Fields = [("x-amz-date", "20150830T123600Z"), ("host", "example.amazonaws.com")],
            Query = [.. query.Split('&', StringSplitOptions.RemoveEmptyEntries).Select(pair => (pair.Split('=')[0], pair.Split('=')[1]))],
        };

        Assert.Equal(
            $"AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature={signature}",
            AwsSignature.Authorize(request, AwsListener.KeyId, AwsListener.Secret, "us-east-1", Then));
    }

    [Fact]
    public void Authorize_OfAwssFormVector_IsAwssSignature()
    {
        var request = new AwsRequest("service", HttpMethod.Post, "/", "Param1=value1"u8.ToArray())
        {
            Fields = [("content-type", "application/x-www-form-urlencoded"), ("host", "example.amazonaws.com"), ("x-amz-date", "20150830T123600Z")],
        };

        Assert.EndsWith(
            "Signature=ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a",
            AwsSignature.Authorize(request, AwsListener.KeyId, AwsListener.Secret, "us-east-1", Then), StringComparison.Ordinal);
    }

    [Fact]
    public void Authorize_OfTheObjectInAwssGuide_IsAwssSignature()
    {
        var request = new AwsRequest("s3", HttpMethod.Put, "/test%24file.text", "Welcome to Amazon S3."u8.ToArray())
        {
            Fields =
            [
                ("date", "Fri, 24 May 2013 00:00:00 GMT"), ("host", "examplebucket.s3.amazonaws.com"), ("x-amz-date", "20130524T000000Z"), ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
                ("x-amz-content-sha256", "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"),
            ],
        };

        Assert.EndsWith(
            "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd",
            AwsSignature.Authorize(request, "AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "us-east-1", new DateTimeOffset(2013, 5, 24, 0, 0, 0, TimeSpan.Zero)),
            StringComparison.Ordinal);
    }

    // The SDK signs, and the listener makes the signature again with ours.
    [Fact]
    public async Task Authorize_OfWhatTheSdkSends_IsTheSdksSignature()
    {
        await using var listener = await AwsListener.StartAsync();
        using var client = new AmazonDynamoDBClient(
            new BasicAWSCredentials(AwsListener.KeyId, AwsListener.Secret),
            new AmazonDynamoDBConfig { ServiceURL = listener.Address.ToString(), AuthenticationRegion = "eu-west-1" });

        await client.PutItemAsync(new PutItemRequest("table", new() { ["id"] = new() { S = "größe \"𐍈\"" } }));

        Assert.True(Assert.Single(listener.All).IsSigned);
    }
}
