using Trapeze.LocalLambda;

namespace Trapeze.Shim.Tests.Lambda;

/// <summary>An application whose start has come to where SnapStart takes its picture.</summary>
internal sealed record LambdaPicture(IServiceProvider Services, LocalCloud Cloud);
