using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>Dates, within PostgreSQL's range.</summary>
internal static class DateCoercion
{
    /// <summary>4714-11-24 BC and 5874897-12-31, PostgreSQL's first and last date.</summary>
    private const long FirstDay = -2_440_588;
    private const long LastDay = 2_145_042_905;

    public static DataValue Coerce(in DataValue value, ColumnType type, ValueForms forms)
    {
        UntypedTime.RequireForm(value, type, forms.Times);
        long days;
        switch (value.Kind)
        {
            case DataKind.Date or DataKind.Integer:
                days = value.AsInt64();
                break;
            case DataKind.UntypedNumber:
                days = UntypedTime.Number(value, type);
                break;
            case DataKind.Text or DataKind.UntypedText:
                if (PublishedInfinity.TryRead(value.AsText(), out days))
                {
                    return DataValue.Date(days);
                }

                if (!TemporalText.TryParseDate(value.AsText(), out days))
                {
                    throw ValueCoercion.Invalid(value, type, "it is not a date");
                }

                break;
            default:
                throw ValueCoercion.WrongKind(value, type);
        }

        days = PublishedInfinity.OfDays(days);
        return days is DataValue.PositiveInfinity or DataValue.NegativeInfinity or (>= FirstDay and <= LastDay)
            ? DataValue.Date(days)
            : throw ValueCoercion.Invalid(value, type, "it is out of range");
    }
}
