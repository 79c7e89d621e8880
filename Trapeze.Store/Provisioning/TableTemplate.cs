using System.Collections.Immutable;
using Trapeze.Store.DynamoDb.Physical;

namespace Trapeze.Store.Provisioning;

/// <summary>The CloudFormation template of the table that a <see cref="DynamoDbBackend"/> needs, and of what its processes may do with it.</summary>
/// <remarks>Whoever else may read the table reads the facets of every label: the template gives its policy to nobody.</remarks>
public static class TableTemplate
{
    /// <summary>What the processes of a store do with the table; a transaction is allowed by the actions of its parts.</summary>
    public static ImmutableArray<string> Actions { get; } =
    [
        "dynamodb:BatchGetItem", "dynamodb:ConditionCheckItem", "dynamodb:DeleteItem", "dynamodb:DescribeTable", "dynamodb:GetItem",
        "dynamodb:PutItem", "dynamodb:Query", "dynamodb:Scan", "dynamodb:UpdateItem",
    ];

    /// <summary>The template, as YAML.</summary>
    /// <exception cref="ArgumentException"><paramref name="tableName"/> is no name of a DynamoDB table.</exception>
    public static string Of(string tableName)
    {
        ArgumentNullException.ThrowIfNull(tableName);
        return !DynamoDbBackend.IsTableName(tableName)
            ? throw new ArgumentException($"`{tableName}` is no table's name: 3 to 255 letters, digits, `_`, `-` and `.`", nameof(tableName))
            : $$"""
            AWSTemplateFormatVersion: "2010-09-09"
            Description: The table in which a Trapeze store keeps its facets, and what the store's processes may do with it

            Resources:
              Facets:
                Type: AWS::DynamoDB::Table
                # Neither a deleted stack nor a changed name takes the facets with it.
                DeletionPolicy: Retain
                UpdateReplacePolicy: Retain
                Properties:
                  TableName: "{{tableName}}"
                  BillingMode: PAY_PER_REQUEST
                  AttributeDefinitions:
                    - { AttributeName: {{FacetAttributes.Partition}}, AttributeType: S }
                    - { AttributeName: {{FacetAttributes.Sort}}, AttributeType: B }
                  KeySchema:
                    - { AttributeName: {{FacetAttributes.Partition}}, KeyType: HASH }
                    - { AttributeName: {{FacetAttributes.Sort}}, KeyType: RANGE }
                  DeletionProtectionEnabled: true
                  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true }
                  SSESpecification: { SSEEnabled: true }

              Access:
                Type: AWS::IAM::ManagedPolicy
                Properties:
                  Description: For the role of the store's processes and nobody else - facets of every label lie in the table in the clear
                  PolicyDocument:
                    Version: "2012-10-17"
                    Statement:
                      - Effect: Allow
                        Action:
            {{string.Join('\n', Actions.Select(action => $"              - {action}"))}}
                        Resource: { "Fn::GetAtt": [Facets, Arn] }

            Outputs:
              Table: { Value: { Ref: Facets } }
              AccessPolicy: { Value: { Ref: Access } }

            """;
    }
}
