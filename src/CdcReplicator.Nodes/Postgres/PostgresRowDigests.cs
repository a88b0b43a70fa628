using System.Buffers.Binary;
using CdcReplicator.Model;
using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>
/// Reads rows of PostgreSQL for their digests: a binary copy, whose fields are digested in the buffer they come in.
/// </summary>
internal sealed class PostgresRowDigests(NpgsqlConnection connection, RangeRead range)
{
    private const int FirstBuffer = 1 << 18;
    private const int FixedHeader = 19;
    private const int NoMoreRows = -1;
    private const int Null = -1;

    private readonly PostgresField[] _fields = [.. range.Rows.Columns.Select(column => new PostgresField(column.Type))];
    private bool _hasHeader;
    private bool _hasEnded;

    /// <summary>Reads the range.</summary>
    /// <exception cref="NodeFaultException">The copy was cut off.</exception>
    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var copy = await connection
            .BeginRawBinaryCopyAsync($"COPY ({range.Query}) TO STDOUT (FORMAT binary)", cancellationToken)
            .ConfigureAwait(false);
        await using (copy.ConfigureAwait(false))
        {
            var buffer = new byte[FirstBuffer];
            var filled = 0;
            while (!_hasEnded)
            {
                if (filled == buffer.Length)
                {
                    Array.Resize(ref buffer, checked(2 * buffer.Length));
                }

                var read = await copy.ReadAsync(buffer.AsMemory(filled), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                {
                    throw NodeFaults.Mendable("A copy of PostgreSQL ended before its last row.", "It is tried again.");
                }

                filled += read;
                var taken = Take(buffer.AsSpan(0, filled));
                filled -= taken;
                if (filled > 0 && taken > 0)
                {
                    buffer.AsSpan(taken, filled).CopyTo(buffer);
                }
            }
        }
    }

    /// <summary>Takes what is whole at the beginning; how many bytes that was.</summary>
    private int Take(ReadOnlySpan<byte> bytes)
    {
        var taken = 0;
        if (!_hasHeader)
        {
            if (bytes.Length < FixedHeader)
            {
                return 0;
            }

            // Signature and flags; the extension has no content in any version there is.
            taken = FixedHeader;
            _hasHeader = true;
        }

        while (!_hasEnded && TakeRow(bytes[taken..]) is > 0 and var row)
        {
            taken += row;
        }

        return taken;
    }

    private int TakeRow(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < sizeof(short))
        {
            return 0;
        }

        _hasEnded = BinaryPrimitives.ReadInt16BigEndian(bytes) == NoMoreRows;
        var place = sizeof(short);
        if (_hasEnded)
        {
            return place;
        }

        range.Rows.Begin();
        for (var i = 0; i < _fields.Length; i++)
        {
            if (bytes.Length - place < sizeof(int))
            {
                return 0;
            }

            var length = BinaryPrimitives.ReadInt32BigEndian(bytes[place..]);
            place += sizeof(int);
            if (bytes.Length - place < length)
            {
                return 0;
            }

            TakeField(i, length == Null, bytes.Slice(place, Math.Max(length, 0)));
            place += Math.Max(length, 0);
        }

        range.Rows.End();
        range.End.Count();
        return place;
    }

    private void TakeField(int column, bool isNull, ReadOnlySpan<byte> field)
    {
        if (range.Rows.IsKey(column) || range.End.IsKey(column))
        {
            var value = isNull ? DataValue.Null : _fields[column].Read(field);
            if (range.Rows.IsKey(column))
            {
                range.Rows.SetKey(column, value);
            }

            if (range.End.IsKey(column))
            {
                range.End.Set(column, value);
            }
        }

        if (!range.Rows.BeginColumn(column))
        {
            return;
        }

        if (isNull)
        {
            CanonicalForm.Append(range.Rows.Form, DataValue.Null);
        }
        else
        {
            _fields[column].Append(range.Rows.Form, field);
        }
    }
}
