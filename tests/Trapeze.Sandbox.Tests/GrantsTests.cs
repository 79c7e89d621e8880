using Trapeze.Sandbox.Tracing;

namespace Trapeze.Sandbox.Tests;

public sealed class GrantsTests
{
    [Theory]
    [InlineData("/given", true)]
    [InlineData("/given/file", true)]
    [InlineData("/given/folder/file", true)]
    [InlineData("/given-not", false)]
    [InlineData("/give", false)]
    [InlineData("/other/given/file", false)]
    [InlineData("/", false)]
    public void Has_APath_IfItIsOneOfThemOrBelow(string path, bool expected) => Assert.Equal(expected, Grants.Has(["/elsewhere", "/given"], path));

    [Fact]
    public void Has_WithTheRoot_Everything() => Assert.True(Grants.Has(["/"], "/any/file"));

    [Fact]
    public void Has_WithNothing_Nothing() => Assert.False(Grants.Has([], "/any/file"));
}
