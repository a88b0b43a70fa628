using System.Globalization;

namespace CdcReplicator.Model;

/// <summary>A place in MySQL's binary log, which its connectors say instead of an LSN.</summary>
/// <param name="File"><c>source.file</c>.</param>
/// <param name="Position"><c>source.pos</c>.</param>
/// <param name="Row"><c>source.row</c>.</param>
internal sealed record BinlogPlace(string File, long Position, long Row)
{
    private const int FileBits = 31;
    private const int PositionBits = 32;

    /// <summary>The name of its file without the counter: whose binary log it is.</summary>
    public string BaseName => File.LastIndexOf('.') is var dot and >= 0 ? File[..dot] : File;

    /// <summary>
    /// File and position as one number, which rises; null if the file has no counter or it does not fit.
    /// </summary>
    public long? Number =>
        long.TryParse(
            File.AsSpan(File.LastIndexOf('.') + 1),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var counter
        )
        && counter < 1L << FileBits
        && Position is >= 0 and < 1L << PositionBits
            ? (counter << PositionBits) | Position
            : null;
}
