using System.Runtime.InteropServices;

namespace Trapeze.Store.DynamoDb.Physical;

/// <summary>What became of a copy that was put into an inbox.</summary>
/// <param name="Outcome">Whether it arrived.</param>
/// <param name="Before">What was there, if that was asked for and is known: what it took the place of, or what kept it out.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Delivery(StepOutcome Outcome, StoredFacet? Before);
