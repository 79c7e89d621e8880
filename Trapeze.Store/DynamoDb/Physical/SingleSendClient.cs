using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>A client of DynamoDB that tries nothing again.</summary>
/// <remarks>With no retries allowed the SDK sends a request once more all the same if the connection breaks.</remarks>
internal sealed class SingleSendClient : AmazonDynamoDBClient
{
    internal SingleSendClient(AmazonDynamoDBConfig config)
        : base(config)
    {
    }

    internal SingleSendClient(AWSCredentials credentials, AmazonDynamoDBConfig config)
        : base(credentials, config)
    {
    }

    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.RemoveHandler<RetryHandler>();
    }
}
