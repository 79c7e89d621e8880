using Trapeze.Core.Labels;

namespace Trapeze.Bench.Labels;

/// <summary>The order of the retail case study: partial, and not a lattice.</summary>
internal static class RetailOrder
{
    public static LabelOrder Create() => LabelOrder.CreateBuilder()
        .Declare("public").Declare("client", "id").Declare("card", "id").Declare("photographer", "id").Declare("owner").Declare("cardCompany")
        .Below("public", "client").Below("public", "photographer").Below("client", "owner").Below("photographer", "owner")
        .Below("client", "card", KindRelation.SameParameter).Below("card", "cardCompany")
        .Build();
}
