using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Times that came as numbers without a unit. The source's <c>time.precision.mode</c> tells the unit; where it is not
/// known, a number is taken only if all units that fit it mean the same time.
/// </summary>
internal static class UntypedTime
{
    private const long MicrosPerDay = 86_400_000_000;
    private const int LastPrecisionInMillis = 3;

    private const string Setting = nameof(SourceOptions.TimePrecisionMode);

    /// <summary>Microseconds since midnight.</summary>
    /// <exception cref="InvalidValueException">The unit is not told, or the number is out of range.</exception>
    public static long OfDay(in DataValue value, long number, ColumnType type, ValueForms forms) =>
        forms.Times == TemporalForm.Untold
            ? Agreed(value, type, number, micros => micros is >= 0 and <= MicrosPerDay)
            : Scale(value, number, UnitOf(forms, type, timesAreMicros: true), type);

    /// <summary>Microseconds since 1970.</summary>
    /// <exception cref="InvalidValueException">The unit is not told, or the number is out of range.</exception>
    public static long Instant(in DataValue value, long number, ColumnType type, ValueForms forms) =>
        forms.Times == TemporalForm.Untold
            ? Agreed(value, type, number, _ => true)
            : Scale(value, number, UnitOf(forms, type, timesAreMicros: false), type);

    /// <summary>
    /// Refuses what the setting rules out: a text where it says numbers, a number where it says text.
    /// </summary>
    public static void RequireForm(in DataValue value, ColumnType type, TemporalForm form)
    {
        var isContradicted =
            form != TemporalForm.Untold
            && value.Kind switch
            {
                DataKind.UntypedText => form != TemporalForm.Text,
                DataKind.Integer or DataKind.UntypedNumber => form == TemporalForm.Text,
                _ => false,
            };
        if (isContradicted)
        {
            throw ValueCoercion.Untold(
                value,
                type,
                $"{Setting} says {SourceWords.Of(form)}, and it is no such value",
                Setting
            );
        }
    }

    /// <summary>The whole number that an untyped one is.</summary>
    /// <exception cref="InvalidValueException">It is none of 64 bits.</exception>
    public static long Number(in DataValue value, ColumnType type) =>
        long.TryParse(value.AsText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw ValueCoercion.Invalid(value, type, "it is not a whole number");

    private static TemporalForm UnitOf(ValueForms forms, ColumnType type, bool timesAreMicros)
    {
        var isAdaptive =
            forms.Times == TemporalForm.Adaptive || (forms.Times == TemporalForm.AdaptiveTimeMicros && !timesAreMicros);
        if (!isAdaptive)
        {
            return forms.Times == TemporalForm.AdaptiveTimeMicros ? TemporalForm.Micros : forms.Times;
        }

        var precision = forms.Precision ?? type.Precision;
        return precision <= LastPrecisionInMillis ? TemporalForm.Millis : TemporalForm.Micros;
    }

    private static long Scale(in DataValue value, long number, TemporalForm unit, ColumnType type) =>
        TryScale(number, unit) ?? throw ValueCoercion.Invalid(value, type, "it is out of range");

    private static long Agreed(in DataValue value, ColumnType type, long number, Func<long, bool> fits)
    {
        long? agreed = null;
        foreach (var unit in (TemporalForm[])[TemporalForm.Millis, TemporalForm.Micros, TemporalForm.Nanos])
        {
            if (TryScale(number, unit) is not { } micros || !fits(micros))
            {
                continue;
            }

            if (agreed is { } other && other != micros)
            {
                throw ValueCoercion.Untold(value, type, "nothing tells the unit of its number", Setting);
            }

            agreed = micros;
        }

        return agreed ?? throw ValueCoercion.Invalid(value, type, "it is out of range");
    }

    private static long? TryScale(long number, TemporalForm unit) =>
        unit switch
        {
            TemporalForm.Micros => number,
            TemporalForm.Nanos => TemporalValues.FromNanos(number),
            _ => number is >= long.MinValue / 1000 and <= long.MaxValue / 1000 ? number * 1000 : null,
        };
}
