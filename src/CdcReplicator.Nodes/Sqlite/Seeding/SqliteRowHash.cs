using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;

namespace CdcReplicator.Nodes;

/// <summary>A hash of values as SQL function, alike in every file: SQLite has none of its own.</summary>
internal static class SqliteRowHash
{
    private const string Name = "cdc_replicator_row_hash";

    /// <summary>Makes the function known to a connection.</summary>
    public static void Register(SqliteConnection connection) =>
        connection.CreateFunction<long>(Name, Of, isDeterministic: true);

    /// <summary>The hash of columns, as SQL.</summary>
    public static string Sql(IEnumerable<string> columns) => $"{Name}({string.Join(", ", columns)})";

    /// <summary>The hash of values as SQLite stores them.</summary>
    public static long Of(object?[] values)
    {
        var bytes = new ArrayBufferWriter<byte>(256);
        foreach (var value in values)
        {
            switch (value)
            {
                case long number:
                    Append(bytes, 'i', number);
                    break;
                case double number:
                    Append(bytes, 'r', BitConverter.DoubleToInt64Bits(number));
                    break;
                case string text:
                    Append(bytes, 't', Encoding.UTF8.GetByteCount(text));
                    Encoding.UTF8.GetBytes(text, bytes);
                    break;
                case byte[] blob:
                    Append(bytes, 'b', blob.Length);
                    bytes.Write(blob);
                    break;
                default:
                    Append(bytes, 'n', 0);
                    break;
            }
        }

        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes.WrittenSpan, hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }

    private static void Append(ArrayBufferWriter<byte> bytes, char kind, long number)
    {
        var room = bytes.GetSpan(1 + sizeof(long));
        room[0] = (byte)kind;
        BinaryPrimitives.WriteInt64LittleEndian(room[1..], number);
        bytes.Advance(1 + sizeof(long));
    }
}
