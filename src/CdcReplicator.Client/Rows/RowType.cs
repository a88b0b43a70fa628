using System.ComponentModel.DataAnnotations.Schema;
using System.Linq.Expressions;
using System.Reflection;

namespace CdcReplicator.Client;

/// <summary>
/// The readable public properties of a type, with compiled getters. Of properties that hide one another the most
/// derived counts, as for the compiler. <see cref="NotMappedAttribute"/> leaves one out; <see cref="ColumnAttribute"/>
/// gives its column's name.
/// </summary>
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
                    .GroupBy(property => property.Name, StringComparer.Ordinal)
                    .Select(MostDerived)
                    .Where(property => property.GetCustomAttribute<NotMappedAttribute>() is null)
                    .ToArray();
        return new RowType([.. properties.Select(NameOf)], [.. properties.Select(Getter)]);
    }

    public RowValues Read(object row, string parameter)
    {
        if (_names.Length == 0)
        {
            throw new ArgumentException(
                $"A {row.GetType()} has no public properties to read columns from. Pass an anonymous object, a "
                    + "dictionary of string to object, or an object with a property for each column.",
                parameter
            );
        }

        var values = new object?[_getters.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ValueCopy.Of(_getters[i](row));
        }

        return new RowValues(_names, values);
    }

    private static PropertyInfo MostDerived(IEnumerable<PropertyInfo> hiding) =>
        hiding.Aggregate((one, other) => one.DeclaringType!.IsSubclassOf(other.DeclaringType!) ? one : other);

    private static string NameOf(PropertyInfo property) =>
        property.GetCustomAttribute<ColumnAttribute>() is { Name: { Length: > 0 } name } ? name : property.Name;

    private static Func<object, object?> Getter(PropertyInfo property)
    {
        var row = Expression.Parameter(typeof(object));
        var value = Expression.Property(Expression.Convert(row, property.DeclaringType!), property);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(value, typeof(object)), row).Compile();
    }
}
