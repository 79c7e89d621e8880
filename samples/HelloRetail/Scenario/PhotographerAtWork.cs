using System.Text.RegularExpressions;
using HelloRetail.People;
using HelloRetail.Workflows;
using HelloRetail.World;

namespace HelloRetail.Scenario;

/// <summary>A photographer who reads the mail and uploads the picture for each number in it.</summary>
public sealed partial class PhotographerAtWork(ShopClient client, IMailReader mails, TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    public Person Person => client.Person;

    public int Uploads { get; private set; }

    public async Task RunAsync(CancellationToken done)
    {
        while (!done.IsCancellationRequested)
        {
            foreach (var mail in await mails.ReadAsync($"{Person.Id}@photographers.example"))
            {
                if (_seen.Add(mail.Id) && Wanted().Match(mail.Subject) is { Success: true } wanted)
                {
                    var request = wanted.Groups["request"].Value;
                    await client.UploadAsync(new PhotoUpload(request, $"{Person.Id}/{request}.svg"));
                    Uploads++;
                }
            }

            await Task.Delay(Pause, time, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [GeneratedRegex("^Photo wanted: (?<request>[0-9a-f]{32})$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Wanted();
}
