using Amazon.DynamoDBv2;
using Amazon.DynamoDBv2.Model;
using HelloRetail.Events;
using HelloRetail.People;
using HelloRetail.Rows;
using Trapeze.Core.Activations;
using Trapeze.Shim.Channels;
using Trapeze.Shim.Events;

namespace HelloRetail.Workflows;

/// <summary>Photos, step 5: fetches the picture as the photographer, then rises to the owner to see what it is of, and stores it there.</summary>
/// <remarks>The other way round would be refused: the site would see from the owner's request that the owner is waiting.</remarks>
public sealed class ReceivePhoto(AssignmentBook book, AmazonDynamoDBClient store, IChannels channels, IEvents events, Activation activation)
    : IEventFunction
{
    public async Task RunAsync(EventMessage message, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(message);
        var upload = message.Read<PhotoUpload>();
        using var answer = await channels.Http("pictures").GetAsync(new Uri(upload.Url, UriKind.Relative), cancellationToken);
        if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType?.StartsWith("image/", StringComparison.Ordinal) != true)
        {
            return; // No picture there. The assignment stays open until its time-out.
        }

        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        activation.RaiseLabel(activation.Label.Order.Label("owner"));
        if (await book.FindAsync(upload.Request, cancellationToken) is { Status: AssignmentStatus.Wanted } assignment
            && string.Equals(assignment.Photographer, activation.Photographer, StringComparison.Ordinal))
        {
            await store.PutItemAsync(
                Tables.Picture,
                new Dictionary<string, AttributeValue>
                {
                    ["id"] = new(assignment.Product),
                    ["type"] = new(answer.Content.Headers.ContentType.MediaType),
                    ["bytes"] = new() { B = new MemoryStream(bytes) },
                    ["photographer"] = new(assignment.Photographer),
                },
                cancellationToken);
            await events.PublishAsync(EventNames.PhotoReceived, new AssignmentReference(assignment.Request), cancellationToken: cancellationToken);
        }
    }
}
