using Trapeze.Core.Labels;
using Model = Trapeze.ReferenceMachine;

namespace Trapeze.Evidence.Lockstep.Labels;

/// <summary>One label, twice.</summary>
/// <param name="Machine">The machine's: a set of worlds.</param>
/// <param name="Shipping">The shipping code's: a canonical formula.</param>
internal sealed record Twin(Model.Label Machine, Label Shipping);
