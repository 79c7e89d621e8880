namespace Trapeze.Evidence.Lockstep.Policies;

/// <summary>Somebody with a token, or without.</summary>
internal sealed record Caller(IReadOnlyList<string> Roles, IReadOnlyList<string> Subjects, bool IsAnonymous = false, bool IsVerified = true)
{
    /// <summary>A caller out of sixteen kinds, the odd ones included.</summary>
    internal static Caller Of(int kind)
    {
        var role = (kind & 1) == 0 ? "r0" : "r1";
        var subject = (kind & 2) == 0 ? "ann" : "Ann";
        return (kind >> 2) switch
        {
            0 or 1 => new([role], [subject]),
            2 => (kind & 3) switch
            {
                0 => new([], [], IsAnonymous: true),
                1 => new([role], ["ann", "Ann"]),
                2 => new([role], []),
                _ => new(["r2"], [subject]),
            },
            _ => (kind & 3) switch
            {
                0 => new([role], [subject], IsVerified: false),
                1 => new(["r1", "r0"], [subject]),
                2 => new(["r2", "r1"], [subject, subject]),
                _ => new([], [], IsAnonymous: true),
            },
        };
    }
}
