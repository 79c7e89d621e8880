using System.Runtime.InteropServices;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>How a copy's delivery ended.</summary>
/// <param name="Outcome">Whether it arrived.</param>
/// <param name="Replaced">What it took the place of, if that was asked for. Its writer is not told.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Delivery(StepOutcome Outcome, StoredFacet? Replaced);
