using System.Collections.Frozen;
using System.Globalization;
using Trapeze.Policy;
using Trapeze.Policy.Declassifiers;

namespace Trapeze.Shim.Declassification;

/// <summary>The trusted code by the names that policies give it: the registered name, or the type's full one.</summary>
internal sealed class DeclassifierCodes
{
    private readonly FrozenDictionary<string, DeclassifierCode> _codes;

    public DeclassifierCodes(IEnumerable<DeclassifierRegistration> registrations)
    {
        var codes = new Dictionary<string, DeclassifierCode>(StringComparer.Ordinal);
        foreach (var (name, type) in registrations)
        {
            var code = DeclassifierCode.Of(type);
            if (!codes.TryAdd(name, code))
            {
                throw new InvalidOperationException($"two declassifiers are registered as `{name}`");
            }

            codes.TryAdd(type.FullName ?? name, code);
        }

        _codes = codes.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The code of <paramref name="declassifier"/>; <see langword="null"/> if it has none, or code that may say too much.</summary>
    internal DeclassifierCode? For(DeclassifierPolicy declassifier) =>
        _codes.TryGetValue(declassifier.Code, out var code) && !Problems(declassifier, code).Any() ? code : null;

    /// <summary>Everything that keeps the declassifiers of <paramref name="policy"/> from working.</summary>
    internal IReadOnlyList<string> Check(FlowPolicy policy) =>
        [.. policy.Declassifiers.Values.OrderBy(declassifier => declassifier.Name, StringComparer.Ordinal).SelectMany(Problems)];

    private static IEnumerable<string> Problems(DeclassifierPolicy declassifier, DeclassifierCode code)
    {
        if (declassifier.ReleasesBits is not { } limit)
        {
            yield break;
        }

        foreach (var port in code.Ports)
        {
            var bits = ReleasedBits.Of(port.Output);
            if (bits is null || bits > limit + 1e-9)
            {
                var says = bits is { } many ? string.Create(CultureInfo.InvariantCulture, $"{many:0.##} bits") : "without bound";
                yield return $"declassifier `{declassifier.Name}` releases {limit} bits at most, but `{declassifier.Code}` returns {port.Output.Name}: {says}";
            }
        }
    }

    private IEnumerable<string> Problems(DeclassifierPolicy declassifier) => _codes.TryGetValue(declassifier.Code, out var code)
        ? Problems(declassifier, code)
        : [$"declassifier `{declassifier.Name}` has no code: register `{declassifier.Code}` with AddDeclassifier"];
}
