using System.Globalization;

namespace CdcReplicator.Model;

/// <summary>
/// The number that a connector's transaction id holds, and whose number it is. Numbers are comparable only within one
/// identity: another server's GTIDs are other numbers, however low.
/// </summary>
/// <param name="Identity">Whose number it is; empty where a source has one sort of numbers.</param>
/// <param name="Number">Rises from transaction to transaction.</param>
internal readonly record struct SourceNumber(string Identity, long Number)
{
    // An LSN of SQL Server has 80 bits; these are far more than any log has, and keep the order of what fits.
    private const int LogFileBits = 23;
    private const int BlockBits = 24;
    private const int SlotBits = 16;

    /// <summary>The number of a transaction id, or null if it has none.</summary>
    public static SourceNumber? Of(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        return OfColons(id) ?? OfLogSequence(id) ?? OfBinlog(id) ?? OfDomain(id);
    }

    /// <summary>The number of a place in MySQL's binary log; null if it has none.</summary>
    public static SourceNumber? Of(BinlogPlace place)
    {
        ArgumentNullException.ThrowIfNull(place);
        return place.Number is { } number ? new SourceNumber(place.BaseName, number) : null;
    }

    /// <summary>The stamp of a whole transaction of a source.</summary>
    /// <param name="source">The source.</param>
    /// <param name="time">The source's clock at the commit, Unix ms.</param>
    /// <param name="firstPosition"><see cref="SourceMoment.FirstPosition"/>.</param>
    public PublisherStamp Stamp(string source, long time, long? firstPosition = null) =>
        new(source, PublisherKind.Rising, Number)
        {
            Identity = Identity,
            Moment = new SourceMoment(new SourcePlace(Number, 0, 0), time, null, SamePlace.Repetition)
            {
                FirstPosition = firstPosition,
            },
        };

    /// <summary>The stamp of a row of a snapshot, which was taken at this number.</summary>
    public PublisherStamp SnapshotStamp(string source) =>
        new(source, PublisherKind.Rising, Number) { Identity = Identity };

    // MySQL without GTID: file=NAME,pos=N.
    private static SourceNumber? OfBinlog(string id)
    {
        const string File = "file=";
        const string Position = ",pos=";
        var comma = id.LastIndexOf(Position, StringComparison.Ordinal);
        return
            comma > 0
            && id.StartsWith(File, StringComparison.Ordinal)
            && TryNumber(id.AsSpan(comma + Position.Length), out var position)
            ? Of(new BinlogPlace(id[File.Length..comma], position, 0))
            : null;
    }

    // SQL Server: xxxxxxxx:xxxxxxxx:xxxx, hexadecimal.
    private static SourceNumber? OfLogSequence(string id) =>
        id is [_, _, _, _, _, _, _, _, ':', _, _, _, _, _, _, _, _, ':', _, _, _, _]
        && TryHex(id.AsSpan(0, 8), out var file)
        && TryHex(id.AsSpan(9, 8), out var block)
        && TryHex(id.AsSpan(18, 4), out var slot)
        && file < 1L << LogFileBits
        && block < 1L << BlockBits
            ? new SourceNumber("", (file << (BlockBits + SlotBits)) | (block << SlotBits) | slot)
            : null;

    // PostgreSQL: txid:lsn. MySQL: uuid:n, or uuid:tag:n.
    private static SourceNumber? OfColons(string id)
    {
        var colon = id.LastIndexOf(':');
        if (colon <= 0 || !TryNumber(id.AsSpan(colon + 1), out var number))
        {
            return null;
        }

        if (AreDigits(id.AsSpan(0, colon)))
        {
            return new SourceNumber("", number);
        }

        var server = id.AsSpan(0, id.IndexOf(':', StringComparison.Ordinal));
        return Guid.TryParseExact(server, "D", out _) ? new SourceNumber(id[..colon], number) : null;
    }

    // MariaDB: domain-server-sequence. The sequence goes on when another server of the domain becomes the first.
    private static SourceNumber? OfDomain(string id) =>
        id.Split('-') is [var domain, var server, var sequence]
        && AreDigits(domain)
        && AreDigits(server)
        && TryNumber(sequence, out var number)
            ? new SourceNumber(domain, number)
            : null;

    private static bool AreDigits(ReadOnlySpan<char> text) =>
        text.Length > 0 && !text.ContainsAnyExceptInRange('0', '9');

    private static bool TryNumber(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool TryHex(ReadOnlySpan<char> text, out long number) =>
        long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
}
