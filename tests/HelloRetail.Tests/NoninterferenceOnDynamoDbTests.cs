using Trapeze.Testing;

namespace HelloRetail.Tests;

/// <summary>What one role does out of another's sight changes no byte of what that other gets, with the rows in DynamoDB.</summary>
public sealed class NoninterferenceOnDynamoDbTests(PlayedShopOnDynamoDb there) : IClassFixture<PlayedShopOnDynamoDb>
{
    public static TheoryData<string> Tests => TestsOf<NoninterferenceTests>.Names;

    [DynamoDbLocalTheory]
    [MemberData(nameof(Tests))]
    public Task NoninterferenceTest_OnDynamoDb_Passes(string test) => TestsOf<NoninterferenceTests>.RunAsync(test, there.Played);
}
