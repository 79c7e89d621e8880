namespace Trapeze.Evidence.Timing;

/// <summary>One request, ready to be sent again and again; says whether the answer was the one that the view has.</summary>
internal delegate bool Operation();
