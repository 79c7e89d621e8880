namespace HelloRetail.Declassifiers;

/// <summary>The only ways down, by the policy's names.</summary>
public static class DeclassifierNames
{
    public const string CardApproved = "cardApproved";
    public const string ReleaseProduct = "releaseProduct";
    public const string PhotoNotice = "photoNotice";
}
