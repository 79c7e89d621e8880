using System.Text;
using System.Text.Json;
using Trapeze.Shim.Envelopes;

namespace Trapeze.Shim.Aws;

/// <summary>The keys in a secret of AWS Secrets Manager: JSON in which <c>signs</c> names the key that signs, and every other member is a key, a random text.</summary>
internal sealed class SecretsManagerKeys(IAws aws, string secret) : IEnvelopeKeySource
{
    private const string Signs = "signs";

    // So many letters and digits are as hard to guess as 32 random bytes.
    private const int ShortestText = 43;

    public async Task<EnvelopeKeys> ReadAsync()
    {
        try
        {
            var request = AwsRequest.Json("secretsmanager", "1.1", "secretsmanager.GetSecretValue", writer => writer.WriteString("SecretId", secret));
            var reply = await aws.SendAsync(request with { Region = secret.Split(':') is ["arn", _, _, var region, ..] ? region : null }, CancellationToken.None);
            using var document = JsonDocument.Parse(reply.Body);
            return Parse(document.RootElement.GetProperty("SecretString").GetString()!);
        }
        catch (AwsRefusedException problem)
        {
            throw new EnvelopeKeysUnavailableException(problem.Message, problem);
        }
        catch (ArgumentException problem)
        {
            throw new EnvelopeKeysUnavailableException(problem.Message);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // What the parser says may show what it read.
            throw new EnvelopeKeysUnavailableException($"the secret is not JSON with texts, of which `{Signs}` names the key that signs");
        }
    }

    private static EnvelopeKeys Parse(string text)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { AllowDuplicateProperties = false });
        var signing = document.RootElement.GetProperty(Signs).GetString();
        var keys = document.RootElement.EnumerateObject().Where(member => member.Name != Signs).Select(member => (member.Name, Text: member.Value.GetString()!)).ToList();
        if (!keys.Exists(key => key.Name == signing))
        {
            throw new ArgumentException($"`{Signs}` names no key that is there", nameof(text));
        }

        return keys.Find(key => key.Text.Length < ShortestText).Name is { } weak
            ? throw new ArgumentException($"key `{weak}` is shorter than {ShortestText} characters", nameof(text))
            : new EnvelopeKeys([.. keys.OrderBy(key => key.Name != signing).Select(key => new EnvelopeKey(key.Name, Encoding.UTF8.GetBytes(key.Text)))]);
    }
}
