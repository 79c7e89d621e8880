using System.Text;
using Trapeze.LocalLambda.Mappings;

namespace Trapeze.LocalLambda.Tests.Mappings;

/// <summary>How Lambda reads what a function says of a batch: whatever is odd, the whole batch has failed.</summary>
public sealed class BatchOutcomeTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("null", "")]
    [InlineData("{}", "")]
    [InlineData("""{"batchItemFailures":[]}""", "")]
    [InlineData("""{"batchItemFailures":null}""", "")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"b"}]}""", "b")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":"z"}]}""", "a,b,c")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":""}]}""", "a,b,c")]
    [InlineData("""{"batchItemFailures":[{"itemIdentifier":null}]}""", "a,b,c")]
    [InlineData("""{"batchItemFailures":[{"odd":"b"}]}""", "a,b,c")]
    [InlineData("""{"batchItemFailures":"b"}""", "a,b,c")]
    [InlineData("\"b\"", "a,b,c")]
    [InlineData("no json", "a,b,c")]
    public void Answer_NamesWhatFailed(string answer, string failed) => Assert.Equal(failed, Failed(new InvocationResult("id", Encoding.UTF8.GetBytes(answer), null), reports: true));

    [Fact]
    public void Error_IsTheWholeBatch() => Assert.Equal("a,b,c", Failed(new InvocationResult("id", "{}"u8.ToArray(), "Unhandled"), reports: true));

    [Fact]
    public void Answer_IsNotRead_WithoutReports() =>
        Assert.Equal("", Failed(new InvocationResult("id", """{"batchItemFailures":[{"itemIdentifier":"b"}]}"""u8.ToArray(), null), reports: false));

    private static string Failed(InvocationResult result, bool reports) => string.Join(',', BatchOutcome.Failed(result, ["a", "b", "c"], reports).Order(StringComparer.Ordinal));
}
