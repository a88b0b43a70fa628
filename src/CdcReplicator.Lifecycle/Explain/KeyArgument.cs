using System.Text.Json;
using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Lifecycle;

/// <summary>A key as a person gives it, made into the values a node holds. Pure.</summary>
internal static class KeyArgument
{
    /// <summary>Canonical values in the order of the key.</summary>
    /// <param name="table">The table.</param>
    /// <param name="text">JSON with the key's columns, or the plain value of a key of one column.</param>
    /// <exception cref="BadInputException">It is no key of the table; the message says what one looks like.</exception>
    public static DataValue[] Parse(TableDefinition table, string text)
    {
        if (table.PrimaryKey.Count == 0)
        {
            throw new BadInputException([
                $"Table {table.Name} has no key, so no row of it can be named. Compare it: cdc-replicator verify",
            ]);
        }

        var given = TryJson(text) ?? Plain(table, text);
        var values = new DataValue[table.PrimaryKey.Count];
        var errors = new List<string>();
        for (var i = 0; i < values.Length; i++)
        {
            var column = table.FindColumn(table.PrimaryKey[i])!;
            if (!given.TryGetValue(column.Name, out var value))
            {
                errors.Add($"Key {Printable.Quote(text)} lacks column {column.Name}. {Form(table)}");
                continue;
            }

            try
            {
                values[i] = ValueCoercion.Coerce(value, column.Type);
            }
            catch (InvalidValueException)
            {
                errors.Add($"{Printable.Quote(text)} is no value of {column.Name} ({column.Type.NativeName}).");
            }
        }

        errors.AddRange(
            given
                .Keys.Except(table.PrimaryKey)
                .Select(name => $"{Printable.Quote(name)} is no column of the key of {table.Name}. {Form(table)}")
        );
        return errors.Count == 0 ? values : throw new BadInputException(errors);
    }

    private static Dictionary<string, DataValue> Plain(TableDefinition table, string text)
    {
        if (table.PrimaryKey is not [var only])
        {
            throw new BadInputException([
                $"The key of table {table.Name} has several columns, and {Printable.Quote(text)} is no JSON. "
                    + Form(table),
            ]);
        }

        var isNumber =
            table.FindColumn(only)!.Type.Kind
            is ColumnKind.Int16
                or ColumnKind.Int32
                or ColumnKind.Int64
                or ColumnKind.Float32
                or ColumnKind.Float64
                or ColumnKind.Decimal;
        var kind = isNumber ? DataKind.UntypedNumber : DataKind.UntypedText;
        return new Dictionary<string, DataValue> { [only] = DataValue.Text(text, kind) };
    }

    private static Dictionary<string, DataValue>? TryJson(string text)
    {
        if (!text.TrimStart().StartsWith('{'))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => ValueOf(field.Value));
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            throw new BadInputException([
                $"Key {Printable.Quote(text)} is no JSON, or names a column twice. Correct it.",
            ]);
        }
    }

    private static DataValue ValueOf(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Null => DataValue.Null,
            JsonValueKind.True or JsonValueKind.False => DataValue.Boolean(json.GetBoolean()),
            JsonValueKind.Number => DataValue.Text(json.GetRawText(), DataKind.UntypedNumber),
            JsonValueKind.String => DataValue.Text(json.GetString()!, DataKind.UntypedText),
            _ => DataValue.Text(json.GetRawText(), DataKind.UntypedObject),
        };

    private static string Form(TableDefinition table) =>
        $"Give it as JSON: {{{string.Join(",", table.PrimaryKey.Select(column => $"\"{column}\":..."))}}}.";
}
