using System.Collections;
using System.Reflection;
using Amazon.DynamoDBv2.Model;
using Amazon.Runtime;

namespace Trapeze.Evidence.Differential.Shrinking;

/// <summary>Deep copies of requests, and the copies that lack one thing.</summary>
internal static class RequestCopy
{
    public static T Of<T>(T request)
        where T : AmazonWebServiceRequest => (T)Copy(request)!;

    /// <summary>Every copy that lacks one parameter, entry, element or word.</summary>
    public static IEnumerable<AmazonWebServiceRequest> Smaller(AmazonWebServiceRequest request)
    {
        for (var at = 0; ; at++)
        {
            var copy = Of(request);
            if (Removals(copy).Skip(at).FirstOrDefault() is not { } remove)
            {
                yield break;
            }

            remove();
            yield return copy;
        }
    }

    /// <summary>The parameters of a model object that are there.</summary>
    public static IEnumerable<(PropertyInfo Property, object Value)> Parameters(object model) =>
        from property in model.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.CanWrite && property.DeclaringType!.Namespace == typeof(AttributeValue).Namespace && property.DeclaringType != typeof(AmazonWebServiceRequest)
        where property.PropertyType != typeof(bool) && property.GetIndexParameters().Length == 0
        let value = property.GetValue(model)
        where value is not null
        select (property, value);

    private static object? Copy(object? value)
    {
        switch (value)
        {
            case null or string or ValueType or ConstantClass:
                return value;
            case MemoryStream bytes:
                return new MemoryStream(bytes.ToArray());
            case IDictionary entries:
                var map = (IDictionary)Activator.CreateInstance(value.GetType())!;
                foreach (DictionaryEntry entry in entries)
                {
                    map.Add(entry.Key, Copy(entry.Value));
                }

                return map;
            case IList elements:
                var list = (IList)Activator.CreateInstance(value.GetType())!;
                foreach (var element in elements)
                {
                    list.Add(Copy(element));
                }

                return list;
            default:
                var copy = Activator.CreateInstance(value.GetType())!;
                foreach (var (property, part) in Parameters(value))
                {
                    property.SetValue(copy, Copy(part));
                }

                return copy;
        }
    }

    private static IEnumerable<Action> Removals(object model)
    {
        foreach (var (property, value) in Parameters(model))
        {
            if (property.Name is not "TableName")
            {
                yield return () => property.SetValue(model, null);
            }

            var inside = value is string text && property.Name.EndsWith("Expression", StringComparison.Ordinal)
                ? ExpressionWords.Without(text).Select(shorter => (Action)(() => property.SetValue(model, shorter)))
                : Within(value);
            foreach (var removal in inside)
            {
                yield return removal;
            }
        }
    }

    private static IEnumerable<Action> Within(object value) => value switch
    {
        string or ValueType or ConstantClass or MemoryStream => [],
        IDictionary map => map.Keys.Cast<object>().ToList().SelectMany(key => (IEnumerable<Action>)[() => map.Remove(key), .. Within(map[key]!)]),
        IList list => Enumerable.Range(0, list.Count).SelectMany(at => (IEnumerable<Action>)[() => list.RemoveAt(at), .. Within(list[at]!)]),
        _ => Removals(value),
    };
}
