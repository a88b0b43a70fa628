using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>
/// Values of types that the connector does not know (<c>include.unknown.datatypes</c>): the bytes of the database's
/// text.
/// </summary>
internal static class EncodedText
{
    /// <summary>The text.</summary>
    /// <exception cref="InvalidValueException">The value is not what the connector makes of such a type.</exception>
    public static DataValue Decode(in DataValue value, ColumnType type, ValueForms forms)
    {
        var bytes = value.Kind switch
        {
            DataKind.Bytes => value.AsBytes(),
            DataKind.Text or DataKind.UntypedText => BinaryText.Read(value, type, forms.Binaries),
            _ => throw ValueCoercion.WrongKind(value, type),
        };
        try
        {
            return DataValue.Text(StrictUtf8.GetString(bytes));
        }
        catch (DecoderFallbackException)
        {
            throw ValueCoercion.Untold(
                value,
                type,
                "it is not the bytes of a text",
                nameof(SourceOptions.UnknownDatatypeColumns)
            );
        }
    }
}
