using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using Trapeze.Store.DynamoDb.Physical;

namespace Trapeze.Store.Tests.DynamoDb.Physical;

/// <summary>What is described decides; that DynamoDB Local describes it so is in <see cref="OpeningTests"/>, replicas excepted, which it does not have.</summary>
public sealed class TableShapeTests
{
    private readonly TableDescription _table = new()
    {
        TableStatus = TableStatus.ACTIVE,
        AttributeDefinitions = [new("p", ScalarAttributeType.S), new("k", ScalarAttributeType.B)],
        KeySchema = [new("p", KeyType.HASH), new("k", KeyType.RANGE)],
    };

    [Fact]
    public void ProblemOf_WhatAStoreMakes_IsNone() => Assert.Null(TableShape.ProblemOf(_table));

    [Theory]
    [InlineData("p", "k", "N", "B")]
    [InlineData("p", "k", "S", "S")]
    [InlineData("id", "k", "S", "B")]
    [InlineData("p", "at", "S", "B")]
    public void ProblemOf_AnotherKey_IsNamed(string hash, string sort, string hashType, string sortType)
    {
        _table.AttributeDefinitions = [new(hash, hashType), new(sort, sortType)];
        _table.KeySchema = [new(hash, KeyType.HASH), new(sort, KeyType.RANGE)];

        Assert.Contains($"`{hash}` ({hashType}, HASH) and `{sort}` ({sortType}, RANGE)", TableShape.ProblemOf(_table), StringComparison.Ordinal);
    }

    [Fact]
    public void ProblemOf_GlobalIndex_IsNamed()
    {
        _table.GlobalSecondaryIndexes = [new GlobalSecondaryIndexDescription()];

        Assert.Contains("indexes", TableShape.ProblemOf(_table), StringComparison.Ordinal);
    }

    [Fact]
    public void ProblemOf_LocalIndex_IsNamed()
    {
        _table.LocalSecondaryIndexes = [new LocalSecondaryIndexDescription()];

        Assert.Contains("indexes", TableShape.ProblemOf(_table), StringComparison.Ordinal);
    }

    [Fact]
    public void ProblemOf_Stream_IsNamed()
    {
        _table.StreamSpecification = new StreamSpecification { StreamEnabled = true };

        Assert.Contains("stream", TableShape.ProblemOf(_table), StringComparison.Ordinal);
    }

    [Fact]
    public void ProblemOf_StreamThatIsOff_IsNone()
    {
        _table.StreamSpecification = new StreamSpecification { StreamEnabled = false };

        Assert.Null(TableShape.ProblemOf(_table));
    }

    [Fact]
    public void ProblemOf_Replicas_IsNamed()
    {
        _table.Replicas = [new ReplicaDescription { RegionName = "eu-west-1" }];

        Assert.Contains("replicas", TableShape.ProblemOf(_table), StringComparison.Ordinal);
    }
}
