using System.Collections;
using Microsoft.AspNetCore.Http.Features;

namespace Trapeze.Shim.Guard.Context;

/// <content>The context as its own collection of features; what is set replaces what is there.</content>
internal sealed partial class GuardedContext
{
    bool IFeatureCollection.IsReadOnly => false;

    int IFeatureCollection.Revision => _revision;

    object? IFeatureCollection.this[Type key]
    {
        get => _features is { } row && row.TryGet(key, out var feature) ? feature : OwnFeature(key);
        set => Replace(key, value);
    }

    public TFeature? Get<TFeature>()
    {
        if (_features is { } row && row.TryGet(typeof(TFeature), out var feature))
        {
            return (TFeature?)feature;
        }

        return this is TFeature own && Offers(typeof(TFeature)) ? own : default;
    }

    public void Set<TFeature>(TFeature? instance) => Replace(typeof(TFeature), instance);

    IEnumerator<KeyValuePair<Type, object>> IEnumerable<KeyValuePair<Type, object>>.GetEnumerator()
    {
        var all = new Dictionary<Type, object>();
        foreach (var type in typeof(GuardedContext).GetInterfaces())
        {
            if (OwnFeature(type) is { } own)
            {
                all[type] = own;
            }
        }

        foreach (var (type, feature) in _features is { } row ? row.Entries : [])
        {
            if (feature is null)
            {
                all.Remove(type);
            }
            else
            {
                all[type] = feature;
            }
        }

        return all.GetEnumerator();
    }

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<KeyValuePair<Type, object>>)this).GetEnumerator();

    private GuardedContext? OwnFeature(Type key) => key.IsInterface && key.IsInstanceOfType(this) && Offers(key) ? this : null;

    private bool Offers(Type key) =>
        key == typeof(IHttpResponseTrailersFeature) ? SupportsTrailers
        : key != typeof(IFeatureCollection) && key != typeof(IEnumerable) && key != typeof(IEnumerable<KeyValuePair<Type, object>>);

    private void Replace(Type key, object? feature)
    {
        (_features ??= new FeatureRow()).Set(key, feature);
        _revision++;
    }
}
