using System.Globalization;
using CdcReplicator.Nodes;

namespace CdcReplicator.Applier;

/// <summary>Makes of a seeder's progress what is shown: with rate and time left.</summary>
/// <param name="donor">The donor.</param>
internal sealed class SeedShown(string donor)
{
    private const double LeastSeconds = 0.5;

    private (DateTimeOffset At, long Rows)? _copyBegan;

    /// <summary>What is shown of a progress.</summary>
    public JoinStanding Of(SeedProgress progress, DateTimeOffset now)
    {
        if (progress.Phase == SeedPhase.Copy)
        {
            // What an earlier try has copied was not copied at this rate.
            _copyBegan ??= (now, progress.RowsDone);
        }

        var rate = RateOf(progress, now);
        var report = new SeedReport
        {
            Donor = donor,
            Phase = progress.Phase.ToString(),
            Table = progress.Table?.ToString(),
            TablesDone = progress.TablesDone,
            Tables = progress.Tables,
            RowsDone = progress.RowsDone,
            Rows = progress.Rows,
            Bytes = progress.Bytes,
            RowsPerSecond = rate,
            SecondsLeft =
                progress.Phase == SeedPhase.Copy && rate > 0
                    ? Math.Max(0, progress.Rows - progress.RowsDone) / rate
                    : null,
        };
        return new JoinStanding(Text(report), report);
    }

    /// <summary>A line for people.</summary>
    public static string Text(SeedReport seed)
    {
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"Filled from '{seed.Donor}': {Doing(seed.Phase)}, table {seed.TablesDone:N0} of {seed.Tables:N0}"
                + $"{(seed.Table is { } table ? $" ({table})" : "")}, {seed.RowsDone:N0} of about {seed.Rows:N0} rows"
        );
        var rate = seed.RowsPerSecond is { } rows
            ? string.Create(CultureInfo.InvariantCulture, $", {rows:N0} rows/s")
            : "";
        var left = seed.SecondsLeft is { } seconds
            ? string.Create(CultureInfo.InvariantCulture, $", about {Math.Ceiling(seconds):N0} s left")
            : "";
        return text + rate + left;
    }

    private double? RateOf(SeedProgress progress, DateTimeOffset now) =>
        _copyBegan is var (at, rows) && (now - at).TotalSeconds is >= LeastSeconds and var seconds
            ? Math.Round((progress.RowsDone - rows) / seconds, 1)
            : null;

    private static string Doing(string phase) =>
        phase switch
        {
            nameof(SeedPhase.Schema) => "tables are made",
            nameof(SeedPhase.Check) => "what is there is compared",
            nameof(SeedPhase.Copy) => "rows are copied",
            nameof(SeedPhase.Indexes) => "keys and indexes are made",
            _ => "the position is written",
        };
}
