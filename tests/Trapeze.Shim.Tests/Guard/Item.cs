using System.ComponentModel.DataAnnotations;

namespace Trapeze.Shim.Tests.Guard;

public sealed record Item([Required] string Name, int Price);
