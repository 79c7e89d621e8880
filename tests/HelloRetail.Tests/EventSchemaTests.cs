using System.Text.Json;
using System.Text.Json.Nodes;
using HelloRetail.Events;

namespace HelloRetail.Tests;

public sealed class EventSchemaTests
{
    public static TheoryData<string, object> Sound => new()
    {
        { EventNames.ProductCreate, new ProductCreate("thing-1", "ACME", "Thing", "A thing", "Things", 10) },
        { EventNames.ProductImage, new ProductImage("thing-1", "peter") },
        { EventNames.ProductPurchase, new ProductPurchase("thing-1") },
        { EventNames.UpdatePhone, new UpdatePhone("peter", "+1 206 555 0101") },
        { EventNames.AddRole, new AddRole("peter", "photographer") },
        { EventNames.Login, new Login("alice", "Alice") },
    };

    [Theory]
    [MemberData(nameof(Sound))]
    public async Task Event_ThatFits_IsNamedAndHasNoFaults(string name, object body)
    {
        var schemas = await EventSchemas.LoadAsync();
        var json = JsonSerializer.SerializeToElement(body, JsonSerializerOptions.Web);

        Assert.True(schemas.TryName(json, out var found));
        Assert.Equal(name, found);
        Assert.Empty(schemas.Faults(name, json));
    }

    [Theory]
    [MemberData(nameof(Sound))]
    public async Task Event_WithAnExtraMember_IsRefused(string name, object body)
    {
        var json = JsonSerializer.SerializeToNode(body, JsonSerializerOptions.Web)!.AsObject();
        json["extra"] = JsonValue.Create(1);

        Assert.NotEmpty((await EventSchemas.LoadAsync()).Faults(name, JsonSerializer.SerializeToElement(json)));
    }

    [Theory]
    [MemberData(nameof(Sound))]
    public async Task Event_WithoutItsId_IsRefused(string name, object body)
    {
        var json = JsonSerializer.SerializeToNode(body, JsonSerializerOptions.Web)!.AsObject();
        json.Remove("id");

        Assert.NotEmpty((await EventSchemas.LoadAsync()).Faults(name, JsonSerializer.SerializeToElement(json)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"schema\":1}")]
    [InlineData("{\"schema\":\"com.nordstrom/product/create/2-0-0\"}")]
    [InlineData("{\"schema\":\"product/create\"}")]
    public async Task Body_ThatIsNoEvent_HasNoName(string json) =>
        Assert.False((await EventSchemas.LoadAsync()).TryName(JsonSerializer.Deserialize<JsonElement>(json), out _));
}
