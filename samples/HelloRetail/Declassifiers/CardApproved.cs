using HelloRetail.World;
using Trapeze.Shim.Declassification;

namespace HelloRetail.Declassifiers;

/// <summary>The card company's answer → approved or not. Neither code, risk score nor remark gets through.</summary>
public sealed class CardApproved : IDeclassifier<AuthorizationAnswer, bool>
{
    public bool Release(AuthorizationAnswer input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Approved;
    }
}
