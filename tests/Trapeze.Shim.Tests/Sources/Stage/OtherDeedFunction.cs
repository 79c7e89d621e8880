using Amazon.DynamoDBv2;
using Trapeze.Core.Activations;

namespace Trapeze.Shim.Tests.Sources.Stage;

/// <summary>A second function of the same event.</summary>
internal sealed class OtherDeedFunction(Deeds deeds, Activation activation, IAmazonDynamoDB store) : DeedFunction(deeds, activation, store);
