using Trapeze.Store.DynamoDb.Physical;
using Trapeze.Testing;

namespace Trapeze.Store.Tests.DynamoDb.Physical;

public sealed class FacetRecordTests
{
    private const int Facets = 500;

    [Fact]
    public void Read_AnyFacetAsCellOrCopy_IsWhatWasStored()
    {
        var random = new Random(Replay.SeedOfRandom());
        for (var at = 0; at < Facets; at++)
        {
            var facet = Draw(random);

            AssertSame(facet, FacetAttributes.Read(FacetAttributes.OfCell(facet)));
            var copy = facet.Arriving(arrival: 0);
            AssertSame(copy, FacetAttributes.Read(FacetAttributes.OfCopy(copy)));
        }
    }

    [Fact]
    public void Of_Origins_BeginNoOthersRecord()
    {
        string[] origins = ["", "a", "aa", "a b", "b", new('a', 200), new('a', 300)];
        var facet = Draw(new Random(Replay.SeedOfRandom()));

        Assert.All(origins, origin => Assert.All(
            origins,
            other => Assert.Equal(origin == other, FacetRecord.Of(facet with { Origin = other }, Basis.Empty).AsSpan().StartsWith(FacetRecord.BeginningOf(origin)))));
    }

    [Fact]
    public void BeginningOf_Numbers_IsInTheirOrder()
    {
        long[] numbers = [0, 1, 255, 256, 65_535, 1_700_000_000_000_000, long.MaxValue];
        foreach (var (less, more) in from less in numbers from more in numbers where less < more select (less, more))
        {
            var record = FacetRecord.Of(Draw(new Random(1)) with { Origin = "a", Number = more }, Basis.Empty);

            Assert.True(FacetRecord.BeginningOf("a", less).AsSpan().SequenceCompareTo(record) < 0);
            Assert.True(FacetRecord.BeginningOf("a", more).AsSpan().SequenceCompareTo(record) < 0);
            Assert.True(FacetRecord.BeginningOf("a", more).AsSpan().SequenceCompareTo(FacetRecord.Of(Draw(new Random(1)) with { Origin = "a", Number = less }, Basis.Empty)) > 0);
        }
    }

    [Fact]
    public void Read_CutOffAnywhere_IsRefusedOrHasFewerFacetsBefore()
    {
        var facet = Draw(new Random(Replay.SeedOfRandom())) with { History = [Guid.NewGuid(), Guid.NewGuid()] };
        var whole = FacetRecord.Of(facet, facet.Basis);
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole[..length];
            if ((whole.Length - length) % 16 == 0 && whole.Length - length <= 32)
            {
                Assert.Equal(facet.History[..((32 - whole.Length + length) / 16)].ToArray(), Read(cut).History.ToArray());
            }
            else
            {
                Assert.Throws<InvalidDataException>(() => Read(cut));
            }
        }
    }

    [Fact]
    public void Read_LengthOrCountBelowZero_OrNoText_IsRefused()
    {
        var facet = Draw(new Random(1)) with { Origin = "a", ViewNumber = 0, ViewLabel = null, Basis = Basis.Empty, History = [] };
        var whole = FacetRecord.Of(facet, Basis.Empty);
        Assert.Equal("a", Read(whole).Origin);

        // Of the length of its origin, 1, the highest bit; -1 for how many sources there are.
        AssertRefused([0x81, .. Enumerable.Repeat((byte)0x80, 8), 0x01, .. whole[1..]]);
        AssertRefused([.. whole[..^1], .. Enumerable.Repeat((byte)0xFF, 9), 0x01]);
        AssertRefused([.. whole[..^1], 2]);
        AssertRefused([1, 0xFF, .. whole[2..]]);
    }

    [Fact]
    public void Read_WhatHasNoRecord_IsRefused() => Assert.Throws<InvalidDataException>(() => FacetAttributes.Read(new() { ["l"] = new() { S = "of another version" } }));

    private static void AssertRefused(byte[] record) => Assert.Equal(FacetAttributes.Unknown().Message, Assert.Throws<InvalidDataException>(() => Read(record)).Message);

    private static StoredFacet Read(byte[] record) => FacetRecord.Read(record, basis: null, arrival: 0, item: null);

    private static StoredFacet Draw(Random random)
    {
        string Text() => new([.. Enumerable.Range(0, random.Next(random.Next(4) == 0 ? 300 : 6)).Select(_ => "aé漢 !()&|"[random.Next(9)])]);
        long Number() => random.NextInt64(1L << random.Next(1, 62));
        var hasView = random.Next(2) == 0;
        return new StoredFacet
        {
            Uid = Guid.NewGuid(),
            Label = Text(),
            Origin = Text(),
            Number = Number(),
            Basis = new Basis([.. Enumerable.Range(0, random.Next(4)).Select(source => ($"{source}{Text()}", Number()))]),
            ViewNumber = hasView ? Number() : 0,
            ViewLabel = hasView ? Text() : null,
            History = [.. Enumerable.Range(0, random.Next(5)).Select(_ => Guid.NewGuid())],
            Item = random.Next(3) == 0 ? null : [.. Enumerable.Range(0, random.Next(9)).Select(each => (byte)each)],
        };
    }

    private static void AssertSame(StoredFacet expected, StoredFacet actual)
    {
        Assert.Equal(expected with { Basis = Basis.Empty, History = [], Item = null }, actual with { Basis = Basis.Empty, History = [], Item = null });
        Assert.Equal(expected.Basis.Seen.ToArray(), actual.Basis.Seen.ToArray());
        Assert.Equal(expected.History.ToArray(), actual.History.ToArray());
        Assert.Equal(expected.Item, actual.Item);
    }
}
