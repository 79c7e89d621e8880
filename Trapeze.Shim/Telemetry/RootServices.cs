namespace Trapeze.Shim.Telemetry;

/// <summary>The provider that singletons come from: a singleton gets that one, whatever scope asks for it first.</summary>
internal sealed class RootServices(IServiceProvider provider)
{
    internal IServiceProvider Provider { get; } = provider;
}
