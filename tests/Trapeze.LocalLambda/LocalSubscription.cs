namespace Trapeze.LocalLambda;

/// <summary>What a function is told of: a topic, events of a source on any bus, a bucket, a state machine whose one task it is.</summary>
/// <param name="Source"><c>sns:TOPIC</c>, <c>eventbridge:SOURCE</c>, <c>s3:BUCKET</c> or <c>states:MACHINE</c>.</param>
/// <param name="Target">The function's name; of a topic, <c>sqs:QUEUE</c> as well.</param>
public sealed record LocalSubscription(string Source, string Target);
