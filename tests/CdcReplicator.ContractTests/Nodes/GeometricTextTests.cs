using System.Globalization;
using CdcReplicator.Debezium;
using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.ContractTests;

/// <summary>A geometric value stands on every node as PostgreSQL itself prints it.</summary>
public sealed class GeometricTextTests(ITestOutputHelper output)
{
    private const int Corners = 5000;

    [PostgresFact]
    public async Task Coerce_PolygonOfRandomNumbers_IsWhatPostgresPrints()
    {
        var seed = Random.Shared.Next();
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var text =
            $"({string.Join(",", Enumerable.Range(0, Corners).Select(_ => $"({Next(random)},{Next(random)})"))})";
        await using var database = await PostgresTestServer.CreateDatabaseAsync();

        var printed = await database.QueryAsync($"SELECT '{text}'::polygon::text");

        var value = ValueCoercion.Coerce(DataValue.Text(text), new ColumnType(ColumnKind.TextForm, "polygon"));
        Assert.Equal(printed, value.AsText());
    }

    /// <summary>Any finite double, or one of few digits, with an exponent as Java writes it.</summary>
    private static string Next(Random random)
    {
        var number =
            random.Next(2) == 0
                ? BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))
                : random.Next(-1000, 1000) * Math.Pow(10, random.Next(-8, 20));
        return double.IsFinite(number) ? number.ToString("E16", CultureInfo.InvariantCulture) : "0.0";
    }
}
