using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Intervals. The connector's default, one number of microseconds, has lost the months and days (a month counts 30.4375
/// days there): such a value is taken as microseconds.
/// </summary>
internal static class IntervalCoercion
{
    public static DataValue Interval(in DataValue value, ColumnType type, ValueForms forms)
    {
        RequireForm(value, type, forms.Intervals);
        var interval = value.Kind switch
        {
            DataKind.Interval => value.AsInterval(),
            DataKind.Integer => new PgInterval(0, 0, value.AsInt64()),
            DataKind.UntypedNumber => new PgInterval(0, 0, Number(value, type)),
            DataKind.Text or DataKind.UntypedText => IntervalText.TryParse(value.AsText(), out var parsed)
                ? parsed
                : throw ValueCoercion.Invalid(value, type, "it is not an ISO 8601 interval"),
            _ => throw ValueCoercion.WrongKind(value, type),
        };
        var restricted = Restrict(interval, type);
        return value.Kind == DataKind.Interval && restricted == interval ? value : DataValue.Interval(restricted);
    }

    /// <summary>
    /// What PostgreSQL keeps in a column declared with fewer fields (<c>interval year to month</c>) or fewer places.
    /// </summary>
    private static PgInterval Restrict(PgInterval interval, ColumnType type)
    {
        var rounded = interval.Micros is long.MaxValue or long.MinValue
            ? interval.Micros
            : TemporalRounding.Of(interval.Micros, type, 0);
        var name = type.NativeName;
        if (name.Length <= "interval".Length || !name.StartsWith("interval ", StringComparison.OrdinalIgnoreCase))
        {
            return interval with { Micros = rounded };
        }

        return name["interval ".Length..].ToUpperInvariant() switch
        {
            "YEAR" => new PgInterval(interval.Months / 12 * 12, 0, 0),
            "MONTH" or "YEAR TO MONTH" => new PgInterval(interval.Months, 0, 0),
            "DAY" => new PgInterval(interval.Months, interval.Days, 0),
            "HOUR" or "DAY TO HOUR" => interval with { Micros = Cut(interval.Micros, 3_600_000_000) },
            "MINUTE" or "HOUR TO MINUTE" or "DAY TO MINUTE" => interval with
            {
                Micros = Cut(interval.Micros, 60_000_000),
            },
            _ => interval with { Micros = rounded },
        };
    }

    private static void RequireForm(in DataValue value, ColumnType type, IntervalForm form)
    {
        var other = form switch
        {
            IntervalForm.Numeric when value.Kind == DataKind.UntypedText => "numeric, but the record holds text",
            IntervalForm.Text when value.Kind == DataKind.UntypedNumber => "string, but the record holds a number",
            _ => null,
        };
        if (other is not null)
        {
            throw ValueCoercion.Untold(
                value,
                type,
                $"IntervalHandlingMode says {other}",
                nameof(SourceOptions.IntervalHandlingMode)
            );
        }
    }

    private static long Cut(long micros, long unit) => micros / unit * unit;

    private static long Number(in DataValue value, ColumnType type) =>
        long.TryParse(value.AsText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ValueCoercion.Invalid(value, type, "it is not a whole number");
}
