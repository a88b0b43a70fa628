using System.Text;
using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>The place among its source's changes of a row that stands in no transaction.</summary>
internal static class RowPlaces
{
    /// <summary>What the row's record says about it.</summary>
    public static RowPlace Of(in EnvelopeFields fields, byte[]? run, SourceSettings? source)
    {
        var (identity, place) = Place(fields);
        return new RowPlace(
            identity,
            place,
            run is null ? null : Encoding.UTF8.GetString(run),
            source is { AppliesAgain: true }
        );
    }

    // PostgreSQL; MySQL and MariaDB; SQL Server. What others say does not rise, or not surely.
    private static (string Identity, SourcePlace? Place) Place(in EnvelopeFields fields) =>
        fields.Lsn is { } lsn ? ("", new SourcePlace(fields.CommitBefore ?? 0, lsn, 0))
        : fields is { BinlogFile: { } file, BinlogPosition: { } position }
            ? OfBinlog(new BinlogPlace(file, position, fields.BinlogRow ?? 0), fields.Gtid)
        : fields is { CommitLsn: { } commit, ChangeLsn: { } change }
        && SourceNumber.Of(commit) is { } committed
        && SourceNumber.Of(change) is { } changed
            ? ("", new SourcePlace(committed.Number, changed.Number, fields.EventSerial ?? 0))
        : ("", null);

    private static (string Identity, SourcePlace? Place) OfBinlog(BinlogPlace binlog, string? gtid)
    {
        if (SourceNumber.Of(binlog) is not { } at)
        {
            return ("", null);
        }

        var commit = gtid is null ? at : SourceNumber.Of(gtid) ?? at;
        return (commit.Identity, new SourcePlace(commit.Number, at.Number, binlog.Row));
    }
}
