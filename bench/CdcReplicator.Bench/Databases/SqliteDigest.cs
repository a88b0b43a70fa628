using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.Bench;

/// <summary>
/// Digests tables of a SQLite file: the sum of SHA-256, cut to 128 bits, of each row's values with their storage
/// classes.
/// </summary>
internal static class SqliteDigest
{
    private const int DigestBytes = 16;

    public static async Task<StateDigest> TakeAsync(string file, Workload workload, CancellationToken cancellationToken)
    {
        await using var connection = await SqliteBench.OpenAsync(file, cancellationToken);
        return new StateDigest(
            workload.Tables.ToDictionary(table => table.Name, table => Take(connection, table, cancellationToken))
        );
    }

    private static string Take(SqliteConnection connection, BenchTable table, CancellationToken cancellationToken)
    {
        using var command = connection.CreateCommand();
        var columns = string.Join(", ", table.Definition.Columns.Select(column => column.Name));
        command.CommandText = $"SELECT {columns} FROM {table.Name}";
        using var reader = command.ExecuteReader();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sum = UInt128.Zero;
        var count = 0L;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < reader.FieldCount; i++)
            {
                Append(hash, reader.GetValue(i));
            }

            hash.GetHashAndReset(digest);
            sum = unchecked(sum + BinaryPrimitives.ReadUInt128BigEndian(digest[..DigestBytes]));
            count++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{count} rows, sum {sum:x32}");
    }

    private static void Append(IncrementalHash hash, object value)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{value.GetType().Name}:{value}\0");
        hash.AppendData(Encoding.UTF8.GetBytes(text));
    }
}
