using System.Globalization;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Arrays, hstore and points.</summary>
internal static class CompositeCoercion
{
    public static DataValue Array(in DataValue value, ColumnType type, ValueForms forms)
    {
        if (value.Kind is not (DataKind.Array or DataKind.UntypedArray) || type.Element is not { } element)
        {
            throw ValueCoercion.WrongKind(value, type);
        }

        var values = value.AsArray();
        var result = new DataValue[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].Kind is DataKind.Array or DataKind.UntypedArray)
            {
                throw ValueCoercion.Invalid(value, type, "it has more than one dimension");
            }

            result[i] = ValueCoercion.Coerce(values[i], element, forms);
        }

        return DataValue.Array(result);
    }

    public static DataValue Hstore(in DataValue value, ColumnType type, ValueForms forms)
    {
        RequireForm(value, type, forms.Hstores);
        if (value.Kind == DataKind.Map)
        {
            Check(value, value.AsMap(), type);
            return value;
        }

        if (value.Kind is not (DataKind.Json or DataKind.Text or DataKind.UntypedText or DataKind.UntypedObject))
        {
            throw ValueCoercion.WrongKind(value, type);
        }

        if (!HstoreText.TryParseJson(value.AsText(), out var map))
        {
            throw ValueCoercion.Invalid(value, type, "it is not a JSON object of texts");
        }

        Check(value, map, type);
        return DataValue.Map(map);
    }

    public static DataValue Point(in DataValue value, ColumnType type) =>
        value.Kind switch
        {
            DataKind.Point => value,
            DataKind.UntypedObject => DataValue.Point(ParseObject(value, type)),
            DataKind.Text or DataKind.UntypedText => PointText.TryParse(value.AsText(), out var point)
                ? DataValue.Point(point)
                : throw ValueCoercion.Invalid(value, type, "it is not a point"),
            _ => throw ValueCoercion.WrongKind(value, type),
        };

    private static void RequireForm(in DataValue value, ColumnType type, HstoreForm form)
    {
        var other = form switch
        {
            HstoreForm.Json when value.Kind == DataKind.UntypedObject => "json, but the record holds an object",
            HstoreForm.Map when value.Kind == DataKind.UntypedText => "map, but the record holds text",
            _ => null,
        };
        if (other is not null)
        {
            throw ValueCoercion.Untold(
                value,
                type,
                $"HstoreHandlingMode says {other}",
                nameof(SourceOptions.HstoreHandlingMode)
            );
        }
    }

    private static void Check(in DataValue value, IReadOnlyDictionary<string, string?> map, ColumnType type)
    {
        foreach (var (key, text) in map)
        {
            TextCoercion.CheckCharacters(value, key, type);
            TextCoercion.CheckCharacters(value, text ?? "", type);
        }
    }

    private static PlanePoint ParseObject(in DataValue value, ColumnType type)
    {
        try
        {
            using var document = JsonDocument.Parse(value.AsText());
            return new PlanePoint(
                Coordinate(document.RootElement.GetProperty("x")),
                Coordinate(document.RootElement.GetProperty("y"))
            );
        }
        catch (Exception error)
            when (error is JsonException or FormatException or KeyNotFoundException or InvalidOperationException)
        {
            throw ValueCoercion.Invalid(value, type, "it is not an object of x and y");
        }
    }

    /// <summary>The numbers JSON lacks are written as text.</summary>
    private static double Coordinate(JsonElement element) =>
        element.ValueKind == JsonValueKind.String
            ? double.Parse(element.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture)
            : element.GetDouble();
}
