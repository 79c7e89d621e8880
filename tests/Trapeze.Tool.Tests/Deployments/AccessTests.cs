using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Trapeze.Tool.Deployments.Access;

namespace Trapeze.Tool.Tests.Deployments;

/// <summary>Policies of IAM are read as IAM reads them, and where that is not known, as the worse.</summary>
public sealed class AccessTests
{
    private const string Role = "arn:aws:iam::1:role/a";

    [Theory]
    [InlineData("*", "anything", true)]
    [InlineData("logs:Get*", "logs:GetLogEvents", true)]
    [InlineData("LOGS:get*", "logs:GetLogEvents", true)]
    [InlineData("logs:Get?ogEvents", "logs:GetLogEvents", true)]
    [InlineData("logs:Get", "logs:GetLogEvents", false)]
    [InlineData("logs:*", "logs:Get*", true)]
    [InlineData("logs:Get*", "logs:*", false)]
    [InlineData("logs:?", "logs:*", false)]
    [InlineData("a*c", "abbc", true)]
    [InlineData("a*c", "abb", false)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    public void Covers_Pattern_IsThatOfIam(string pattern, string text, bool covers) => Assert.Equal(covers, AccessPattern.Covers(pattern, text));

    [Theory]
    [InlineData("a*", "*b", true)]
    [InlineData("a*", "b*", false)]
    [InlineData("a?c", "ab*", true)]
    [InlineData("a?c", "a", false)]
    [InlineData("*", "", true)]
    [InlineData("a*b*c", "ac", false)]
    public void Overlaps_TwoPatterns_SayWhetherAnythingIsBoth(string one, string other, bool overlaps)
    {
        Assert.Equal(overlaps, AccessPattern.Overlaps(one, other));
        Assert.Equal(overlaps, AccessPattern.Overlaps(other, one));
    }

    // Every text of up to four letters is tried: what the patterns say has to be what the texts show.
    [Fact]
    public void CoversAndOverlaps_AreThoseOfTheTextsThatMatch()
    {
        var texts = Words(['a', 'b'], 4).ToList();
        var pattern = Gen.Elements('a', 'b', '*', '?').ArrayOf().Where(each => each.Length <= 3).Select(each => new string(each)).ToArbitrary();

        Prop.ForAll(pattern, pattern, (one, other) =>
        {
            var (left, right) = (texts.Where(text => AccessPattern.Covers(one, text)).ToList(), texts.Where(text => AccessPattern.Covers(other, text)).ToList());
            return AccessPattern.Overlaps(one, other) == left.Intersect(right, StringComparer.Ordinal).Any() && (!AccessPattern.Covers(one, other) || right.All(left.Contains));
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("""{"StringEquals":{"aws:PrincipalArn":"arn:aws:iam::1:role/a"}}""", true)]
    [InlineData("""{"StringNotEquals":{"AWS:PrincipalARN":["arn:aws:iam::1:role/a","x"]}}""", false)]
    [InlineData("""{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::1:role/b*"}}""", true)]
    [InlineData("""{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::1:role/*"}}""", false)]
    [InlineData("""{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::1:role/b"},"StringNotEquals":{"aws:PrincipalArn":"arn:aws:iam::1:role/a"}}""", false)]
    [InlineData("""{"ArnNotEquals":{"aws:PrincipalArn":"arn:aws:iam::1:role/b"},"Bool":{"aws:SecureTransport":"false"}}""", null)]
    [InlineData("""{"StringEquals":{"aws:PrincipalArn":"x"},"Bool":{"aws:SecureTransport":"false"}}""", false)]
    [InlineData("""{"StringEqualsIfExists":{"aws:PrincipalArn":"arn:aws:iam::1:role/a"}}""", null)]
    [InlineData("""{"StringEquals":{"aws:PrincipalArn":{}}}""", null)]
    [InlineData("""{"StringEquals":"odd"}""", null)]
    public void Holds_Condition_IsKnownOfWhoAsksAlone(string condition, bool? holds) => Assert.Equal(holds, AccessCondition.Holds(JsonNode.Parse(condition)!.AsObject(), Role));

    [Theory]
    [InlineData("""{"Statement":{"Effect":"Allow","Action":"s3:*","Resource":"*"}}""", 1, 0)]
    [InlineData("""{"Statement":[{"Effect":"Deny","NotAction":["s3:*"],"NotResource":["x"],"Principal":{"AWS":"1"}}]}""", 1, 0)]
    [InlineData("""{"Statement":[{"Effect":"allow","Action":"s3:*","Resource":"*"}]}""", 0, 1)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":7,"Resource":"*"},{"Effect":"Allow","Action":"a:b","Resource":"*"}]}""", 1, 1)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":[],"Resource":"*"}]}""", 0, 1)]
    [InlineData("""{"Statement":[{"Effect":"Allow","Resource":"*"}]}""", 0, 1)]
    [InlineData("""{"Version":"2012-10-17"}""", 0, 1)]
    [InlineData("not JSON", 0, 1)]
    [InlineData("%7B%22Statement%22%3A%5B%5D%7D", 0, 0)]
    public void Read_Document_SaysWhatItDoesNotUnderstand(string document, int statements, int unclear)
    {
        var told = new List<string>();

        Assert.Equal(statements, AccessPolicy.Read(JsonValue.Create(document), "p", told.Add).Length);
        Assert.Equal(unclear, told.Count);
    }

    [Theory]
    [InlineData("arn:aws:s3:::home/${aws:username}", "arn:aws:s3:::home/anna", true, false)]
    [InlineData("arn:aws:s3:::home/*", "arn:aws:s3:::home/anna", true, true)]
    [InlineData("arn:aws:s3:::other/*", "arn:aws:s3:::home/anna", false, false)]
    public void Statement_ResourceWithAVariable_MayBeAnything(string resource, string target, bool may, bool all)
    {
        var statement = AccessPolicy.Read(new JsonObject { ["Statement"] = new JsonObject { ["Effect"] = "Allow", ["Action"] = "s3:*", ["Resource"] = resource } }, "p", _ => { }).Single();

        Assert.Equal((may, all), (statement.MayBeAbout(target), statement.IsAboutAllOf(target)));
    }

    private static IEnumerable<string> Words(char[] letters, int longest) =>
        longest == 0 ? [""] : Words(letters, longest - 1).SelectMany(word => letters.Select(letter => word + letter)).Concat(Words(letters, longest - 1)).Distinct(StringComparer.Ordinal);
}
