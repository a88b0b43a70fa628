using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>Writes the same value in another way, as another publisher would: what a node compares must be the value.</summary>
internal static class Spelling
{
    /// <summary>Some values of a change in another spelling.</summary>
    /// <param name="change">The change.</param>
    /// <param name="random">Chooses.</param>
    /// <param name="signedZeros">Whether zeros may become negative. Trusted ones stay: one by one a row is lost whose key changes its sign only.</param>
    public static RowChange Vary(RowChange change, Random random, bool signedZeros) =>
        change with
        {
            Key = Vary(change.Key, random, signedZeros),
            Before = Vary(change.Before, random, signedZeros),
            After = Vary(change.After, random, signedZeros),
        };

    private static RowImage? Vary(RowImage? image, Random random, bool signedZeros) =>
        image is null
            ? null
            : new RowImage(
                image.Shape,
                Array.ConvertAll(image.Values, v => random.Next(4) == 0 ? Other(v, signedZeros) : v)
            );

    private static DataValue Other(DataValue value, bool signedZeros) =>
        value.Kind switch
        {
            DataKind.Integer => DataValue.Text(
                value.AsInt64().ToString(CultureInfo.InvariantCulture),
                DataKind.UntypedNumber
            ),
            DataKind.Decimal when value.AsDecimal().WithScale(4) is { } longer => DataValue.Decimal(longer),
            DataKind.Uuid => DataValue.Text(value.AsUuid().ToString().ToUpperInvariant(), DataKind.UntypedText),
            DataKind.Float64 when signedZeros && value.AsFloat64() == 0 => DataValue.Float64(-0.0),
            _ => value,
        };
}
