using HelloRetail.Declassifiers;
using HelloRetail.Functions;
using HelloRetail.Workflows;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Trapeze.Shim.Composition;
using Trapeze.Store;

namespace HelloRetail.Hosting;

/// <summary>The shop under Trapeze: every function and declassifier under the name that the policy gives it.</summary>
public static class GuardedShop
{
    public static TrapezeBuilder AddGuard(this IServiceCollection services, string policy, string data, StoreBackend? backend)
    {
        var trapeze = services.AddTrapeze(options =>
        {
            options.PolicyPath = policy;
            options.DataFolder = data;
            options.AuthenticationScheme = JwtBearerDefaults.AuthenticationScheme;
        });
        if (backend is not null)
        {
            trapeze.UseStore(backend);
        }

        return AddFunctions(trapeze);
    }

    private static TrapezeBuilder AddFunctions(TrapezeBuilder trapeze) => trapeze
        .AddFunction<CatalogBuilder>("buildCatalog")
        .AddFunction<UserBook>("keepUsers")
        .AddFunction<PhotographerBook>("keepPhotographers")
        .AddFunction<SaleBook>("keepSales")
        .AddFunction<PricePurchase>("pricePurchase")
        .AddFunction<AuthorizeCard>("authorizeCard")
        .AddFunction<StoreCard>("storeCard")
        .AddFunction<DecidePurchase>("decidePurchase")
        .AddFunction<ExpirePurchase>("expirePurchase")
        .AddFunction<AssignPhotographer>("assignPhotographer")
        .AddFunction<RequestPhoto>("requestPhoto")
        .AddFunction<TellPhotographer>("tellPhotographer")
        .AddFunction<MailPhotographer>("mailPhotographer")
        .AddFunction<ReceivePhoto>("receivePhoto")
        .AddFunction<SettlePhoto>("settlePhoto")
        .AddDeclassifier<CardApproved>(typeof(CardApproved).FullName!)
        .AddDeclassifier<ReleaseProduct>(typeof(ReleaseProduct).FullName!)
        .AddDeclassifier<PhotoNotice>(typeof(PhotoNotice).FullName!);
}
