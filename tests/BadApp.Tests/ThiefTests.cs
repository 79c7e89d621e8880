using BadApp.Theft;

namespace BadApp.Tests;

public sealed class ThiefTests
{
    [Fact]
    public void Guess_ByWhatTheWayChanges_FindsEveryBit()
    {
        var play = MadeUp.Play(Secret.Random(Random.Shared), MadeUp.Open);

        Assert.All(Play.Ways, way => Assert.Equal(Secret.Length, play.Stolen(way)));
    }

    [Fact]
    public void Guess_WhereAllElseIsAlike_GoesByTheTime()
    {
        var play = MadeUp.Play(Secret.Random(Random.Shared), isSet => MadeUp.Closed(TimeSpan.FromMilliseconds(isSet ? 60 : 5)));

        Assert.All(Play.Ways, way => Assert.Equal(Secret.Length, play.Stolen(way)));
    }

    [Fact]
    public void Complement_TurnsEveryBit()
    {
        var secret = Secret.Random(Random.Shared);

        Assert.All(Enumerable.Range(0, Secret.Length), bit => Assert.NotEqual(secret.IsSet(bit), secret.Complement.IsSet(bit)));
        Assert.Equal(secret.Digits, Secret.Read(secret.Digits).Digits);
    }

    [Fact]
    public void Reply_HidesNothingButTheDateAndTheRandomId()
    {
        var one = new Reply(403, "Content-Length: 5", "hello", TimeSpan.Zero);

        Assert.NotEqual(one.Text, (one with { Status = 404 }).Text);
        Assert.NotEqual(one.Text, (one with { Headers = "Content-Length: 6" }).Text);
        Assert.NotEqual(one.Text, (one with { Body = "hallo" }).Text);
        Assert.NotEqual(one.Text, Reply.Missing(TimeSpan.Zero).Text);
    }
}
