using System.Globalization;
using CdcReplicator.Model;

namespace CdcReplicator.BatchingTests;

/// <summary>Short names for columns with few values.</summary>
internal static class Domain
{
    /// <summary>Keys and references: so few that most changes meet a row another one has touched.</summary>
    public static DataValue[] Ids { get; } = Numbers(1, 2, 3, 4, 5, 6);

    public static HistoryColumn Id(string name = "id") => new(name, Ids) { Nullable = false };

    public static HistoryColumn Reference(string name) => new(name, Numbers(1, 2, 3, 4, 5, 6, 9));

    public static HistoryColumn Int(string name, params long[] values) =>
        new(name, Numbers(values), DataValue.Integer(3_000_000_000));

    public static HistoryColumn Text(string name, params string[] values) => new(name, Texts(values));

    public static DataValue[] Numbers(params long[] values) => Array.ConvertAll(values, DataValue.Integer);

    public static DataValue[] Texts(params string[] values) => Array.ConvertAll(values, v => DataValue.Text(v));

    public static DataValue[] Decimals(params string[] values) =>
        Array.ConvertAll(values, v => DataValue.Decimal(BigDecimal.Parse(v)));

    public static DataValue[] Doubles(params double[] values) => Array.ConvertAll(values, DataValue.Float64);

    public static DataValue[] Uuids(int count) =>
        [
            .. Enumerable
                .Range(1, count)
                .Select(i =>
                    Guid.Parse(string.Create(CultureInfo.InvariantCulture, $"00000000-0000-0000-0000-00000000abc{i}"))
                )
                .Select(DataValue.Uuid),
        ];
}
