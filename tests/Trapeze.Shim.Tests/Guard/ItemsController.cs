using Microsoft.AspNetCore.Mvc;
using Trapeze.Core.Activations;

namespace Trapeze.Shim.Tests.Guard;

[ApiController]
[Route("items/{id:int}")]
public sealed class ItemsController : ControllerBase
{
    [HttpGet]
    public ContentResult Read(int id, int page, [FromServices] Activation activation) => Content($"{id} {page} {activation.Label}");

    [HttpPost]
    public CreatedResult Write(int id, Item item) => Created(new Uri($"/items/{id}", UriKind.Relative), item with { Price = item.Price + 1 });
}
