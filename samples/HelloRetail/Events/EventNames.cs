namespace HelloRetail.Events;

/// <summary>The names under which the policy subscribes functions to events.</summary>
public static class EventNames
{
    // On the retail stream, each with a schema.
    public const string ProductCreate = "product/create";
    public const string ProductImage = "product/image";
    public const string ProductPurchase = "product/purchase";
    public const string UpdatePhone = "user-info/update-phone";
    public const string AddRole = "user-info/add-role";
    public const string Login = "user-info/login";

    // Between the steps of a purchase.
    public const string PurchasePrice = "purchase.price";
    public const string PurchaseAuthorize = "purchase.authorize";
    public const string PurchaseStore = "purchase.store";
    public const string PurchaseDecided = "purchase.decided";
    public const string PurchaseOverdue = "purchase.overdue";

    // Between the steps of a photo assignment.
    public const string PhotoAssign = "photo.assign";
    public const string PhotoAssigned = "photo.assigned";
    public const string PhotoTell = "photo.tell";
    public const string PhotoNotice = "photo.notice";
    public const string PhotoUploaded = "photo.uploaded";
    public const string PhotoReceived = "photo.received";
    public const string PhotoOverdue = "photo.overdue";
}
