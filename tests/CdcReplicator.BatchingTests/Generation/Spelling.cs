using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>
/// Writes the same value in another way, as another publisher would: what a node compares must be the value.
/// </summary>
internal static class Spelling
{
    /// <summary>Some values of a change in another spelling.</summary>
    /// <param name="change">The change.</param>
    /// <param name="random">Chooses.</param>
    public static RowChange Vary(RowChange change, Random random) =>
        change with
        {
            Key = Vary(change.Key, random),
            Before = Vary(change.Before, random),
            After = Vary(change.After, random),
        };

    private static RowImage? Vary(RowImage? image, Random random) =>
        image is null
            ? null
            : new RowImage(
                image.Value.Shape,
                Array.ConvertAll(image.Value.ToValues(), v => random.Next(4) == 0 ? Other(v) : v)
            );

    private static DataValue Other(DataValue value) =>
        value.Kind switch
        {
            DataKind.Integer => DataValue.Text(
                value.AsInt64().ToString(CultureInfo.InvariantCulture),
                DataKind.UntypedNumber
            ),
            DataKind.Decimal when value.AsDecimal().WithScale(4) is { } longer => DataValue.Decimal(longer),
            DataKind.Uuid => DataValue.Text(value.AsUuid().ToString().ToUpperInvariant(), DataKind.UntypedText),
            DataKind.Float64 when value.AsFloat64() == 0 => DataValue.Float64(-0.0),
            _ => value,
        };
}
