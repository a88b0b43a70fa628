using System.Linq.Expressions;
using System.Reflection;

namespace CdcReplicator.Client;

/// <summary>The readable public properties of a type, with compiled getters.</summary>
internal sealed class RowType
{
    private readonly string[] _names;
    private readonly Func<object, object?>[] _getters;

    private RowType(string[] names, Func<object, object?>[] getters)
    {
        _names = names;
        _getters = getters;
    }

    public static RowType Of(Type type)
    {
        var properties =
            type.IsPrimitive || type == typeof(string) || typeof(System.Collections.IEnumerable).IsAssignableFrom(type)
                ? []
                : type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Where(property => property.CanRead && property.GetIndexParameters().Length == 0)
                    .ToArray();
        return new RowType([.. properties.Select(property => property.Name)], [.. properties.Select(Getter)]);
    }

    public RowValues Read(object row, string parameter)
    {
        if (_names.Length == 0)
        {
            throw new ArgumentException(
                $"A {row.GetType()} has no public properties to read columns from. Pass an anonymous object, a dictionary "
                    + "of string to object, or an object with a property for each column.",
                parameter
            );
        }

        var values = new object?[_getters.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _getters[i](row);
        }

        return new RowValues(_names, values);
    }

    private static Func<object, object?> Getter(PropertyInfo property)
    {
        var row = Expression.Parameter(typeof(object));
        var value = Expression.Property(Expression.Convert(row, property.DeclaringType!), property);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(value, typeof(object)), row).Compile();
    }
}
