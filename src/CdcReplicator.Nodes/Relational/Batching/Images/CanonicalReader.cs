using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// Hands the fields of an image on as canonical values of the table's columns. A value that certainly is canonical goes
/// as it is; any other is converted as <c>ValueCoercion</c> says, which is the reference.
/// </summary>
/// <param name="fields">How each field is handed on.</param>
/// <param name="sink">Where to.</param>
internal struct CanonicalReader<TSink>(FieldTransfer[] fields, TSink sink) : IRowSink
    where TSink : struct, ICanonicalSink
{
    private static readonly Int128[] Powers = PowersOfTen();

    // The years 1 to 9999: whatever lies outside is for the reference to look at.
    private const long FirstDay = -719_162;
    private const long LastDay = 2_932_896;
    private const long MicrosPerDay = 86_400_000_000;

    private TSink _sink = sink;

    /// <summary>Whether a value did not fit its column.</summary>
    public bool HasFailed { get; private set; }

    public void Null(int field)
    {
        ref readonly var transfer = ref fields[field];
        HasFailed |= !transfer.TakesNull;
        if (transfer.Kind != TransferKind.None && !HasFailed)
        {
            _sink.Null(transfer.Column);
        }
    }

    public void Unavailable(int field) => HasFailed = true;

    public void Boolean(int field, bool value)
    {
        ref readonly var transfer = ref fields[field];
        if (transfer is { Kind: TransferKind.Direct, Type.Kind: ColumnKind.Boolean })
        {
            _sink.Boolean(transfer.Column, value);
        }
        else
        {
            Coerce(transfer, DataValue.Boolean(value));
        }
    }

    public void Integer(int field, long value)
    {
        ref readonly var transfer = ref fields[field];
        if (transfer.Kind == TransferKind.Direct && Fits(value, transfer.Type!.Kind))
        {
            _sink.Integer(transfer.Column, value);
        }
        else
        {
            Coerce(transfer, DataValue.Integer(value));
        }
    }

    public void Float32(int field, float value)
    {
        ref readonly var transfer = ref fields[field];
        if (transfer is { Kind: TransferKind.Direct, Type.Kind: ColumnKind.Float32 })
        {
            _sink.Float32(transfer.Column, value);
        }
        else
        {
            Coerce(transfer, DataValue.Float32(value));
        }
    }

    public void Float64(int field, double value)
    {
        ref readonly var transfer = ref fields[field];
        if (transfer is { Kind: TransferKind.Direct, Type.Kind: ColumnKind.Float64 })
        {
            _sink.Float64(transfer.Column, value);
        }
        else
        {
            Coerce(transfer, DataValue.Float64(value));
        }
    }

    public void Text(int field, scoped ReadOnlySpan<byte> utf8, DataKind kind)
    {
        ref readonly var transfer = ref fields[field];
        if (transfer.Kind == TransferKind.None)
        {
            return;
        }

        var text = transfer.Kind == TransferKind.Trimmed ? utf8.TrimEnd((byte)' ') : utf8;
        var isPlain =
            transfer.Kind == TransferKind.Trimmed
            || (
                transfer.Kind == TransferKind.Direct
                && transfer.Type!.Kind is ColumnKind.Text or ColumnKind.TextForm or ColumnKind.Enum
            );
        // Characters are never more than bytes.
        if (isPlain && !(text.Length > transfer.Type!.Length) && !text.Contains((byte)0))
        {
            _sink.Text(transfer.Column, text);
        }
        else if (
            transfer is { Kind: TransferKind.Direct, Type: { Kind: ColumnKind.Json } type }
            && ((_sink.HasJsonChecked && ValueCoercion.IsShallowForJson(utf8)) || ValueCoercion.IsJson(utf8, type))
        )
        {
            _sink.Json(transfer.Column, utf8);
        }
        else
        {
            Coerce(transfer, DataValue.Text(System.Text.Encoding.UTF8.GetString(utf8), kind));
        }
    }

    public void Bytes(int field, scoped ReadOnlySpan<byte> value)
    {
        ref readonly var transfer = ref fields[field];
        if (transfer is { Kind: TransferKind.Direct, Type.Kind: ColumnKind.Bytes })
        {
            _sink.Bytes(transfer.Column, value);
        }
        else
        {
            Coerce(transfer, DataValue.Bytes(value.ToArray()));
        }
    }

    public void Micros(int field, DataKind kind, long micros)
    {
        ref readonly var transfer = ref fields[field];
        var isPlain =
            transfer.Kind == TransferKind.Direct
            && kind switch
            {
                DataKind.Time => micros is >= 0 and < MicrosPerDay,
                DataKind.Timestamp or DataKind.TimestampTz => micros
                    is >= FirstDay * MicrosPerDay
                        and < (LastDay + 1) * MicrosPerDay,
                _ => false,
            };
        if (isPlain)
        {
            _sink.Micros(transfer.Column, micros);
        }
        else
        {
            Coerce(transfer, DataValue.Micros(kind, micros));
        }
    }

    public void Date(int field, long days)
    {
        ref readonly var transfer = ref fields[field];
        if (transfer.Kind == TransferKind.Direct && days is >= FirstDay and <= LastDay)
        {
            _sink.Date(transfer.Column, days);
        }
        else
        {
            Coerce(transfer, DataValue.Date(days));
        }
    }

    public void Decimal(int field, scoped ReadOnlySpan<byte> unscaled, int scale)
    {
        ref readonly var transfer = ref fields[field];
        if (
            transfer is { Kind: TransferKind.Direct, Type.Precision: { } precision }
            && precision < Powers.Length
            && TryReadInt128(unscaled, out var digits)
            && Int128.Abs(digits) < Powers[precision]
        )
        {
            _sink.Decimal(transfer.Column, digits, scale);
        }
        else
        {
            var number = new System.Numerics.BigInteger(unscaled, isUnsigned: false, isBigEndian: true);
            Coerce(transfer, DataValue.Decimal(new BigDecimal(number, scale)));
        }
    }

    public void Uuid(int field, Guid value)
    {
        ref readonly var transfer = ref fields[field];
        if (transfer.Kind == TransferKind.Direct)
        {
            _sink.Uuid(transfer.Column, value);
        }
        else
        {
            Coerce(transfer, DataValue.Uuid(value));
        }
    }

    public void Value(int field, in DataValue value)
    {
        if (value.IsNull)
        {
            Null(field);
        }
        else
        {
            Coerce(fields[field], value);
        }
    }

    private void Coerce(in FieldTransfer transfer, in DataValue value)
    {
        if (transfer.Kind == TransferKind.None || HasFailed)
        {
            return;
        }

        try
        {
            _sink.Value(transfer.Column, transfer.Coerce(value));
        }
        catch (InvalidValueException)
        {
            HasFailed = true;
        }
    }

    private static bool Fits(long value, ColumnKind kind) =>
        kind switch
        {
            ColumnKind.Int16 => value is >= short.MinValue and <= short.MaxValue,
            ColumnKind.Int32 => value is >= int.MinValue and <= int.MaxValue,
            ColumnKind.Int64 => true,
            _ => false,
        };

    private static bool TryReadInt128(ReadOnlySpan<byte> bigEndian, out Int128 number)
    {
        number = 0;
        if (bigEndian.Length is 0 or > 15)
        {
            return false;
        }

        number = (sbyte)bigEndian[0];
        foreach (var b in bigEndian[1..])
        {
            number = (number << 8) | b;
        }

        return true;
    }

    private static Int128[] PowersOfTen()
    {
        var powers = new Int128[36];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * 10;
        }

        return powers;
    }
}
