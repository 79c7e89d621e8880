using Microsoft.Extensions.Options;

namespace Trapeze.Shim.Composition;

/// <summary>Refuses options that mean nothing, all of them at once, and those of the store that the host chose.</summary>
internal sealed class TrapezeOptionsValidator(IEnumerable<StoreChoice> stores) : IValidateOptions<TrapezeOptions>
{
    public ValidateOptionsResult Validate(string? name, TrapezeOptions options)
    {
        var failures = new List<string>();
        Check(!string.IsNullOrWhiteSpace(options.PolicyPath), nameof(options.PolicyPath), "names no file");
        Check(!string.IsNullOrWhiteSpace(options.DataFolder), nameof(options.DataFolder), "names no folder");
        Check(options.AuthenticationScheme is not "", nameof(options.AuthenticationScheme), "is empty; leave it out if every caller is anonymous");
        Check(options.MaxTokenLength > 0, nameof(options.MaxTokenLength), "is not positive");
        Check(options.MaxRequestBody >= 0, nameof(options.MaxRequestBody), "is negative");
        Check(options.MaxReplyBody > 0, nameof(options.MaxReplyBody), "is not positive");
        Check(options.HiddenRuns > 0, nameof(options.HiddenRuns), "is not positive");
        Check(options.HiddenRunsPerLabel > 0, nameof(options.HiddenRunsPerLabel), "is not positive");
        Check(options.HiddenDeadline > TimeSpan.Zero, nameof(options.HiddenDeadline), "is not positive");
        Check(options.ProgramsPerActivation > 0, nameof(options.ProgramsPerActivation), "is not positive");
        Check(options.Events is not null, nameof(options.Events), "is missing");
        Check(options.Channels is not null, nameof(options.Channels), "is missing");
        if (stores.LastOrDefault()?.Backend is { } store)
        {
            failures.AddRange(store.Problems().Select(problem => $"{store.GetType().Name}.{problem}"));
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Check(bool holds, string option, string complaint)
        {
            if (!holds)
            {
                failures.Add($"{nameof(TrapezeOptions)}.{option} {complaint}");
            }
        }
    }
}
