using System.Globalization;

namespace CdcReplicator.Nodes;

/// <summary>How a seed uses donor and target.</summary>
internal sealed record SeedSettings
{
    /// <summary>Connections to the donor that copy at the same time. Default 2; from 1 to 32.</summary>
    public int Workers { get; init; } = 2;

    /// <summary>
    /// Bytes copied in one transaction of the target, about. Default 16 MiB; from 64 KiB to 1 GiB. Only large tables
    /// are cut; the last piece of work lost by a crash is a chunk for each worker.
    /// </summary>
    public long ChunkBytes { get; init; } = 16 << 20;

    /// <summary>
    /// The share of the time that a worker keeps the donor busy, 0.01 to 1. Default 0.5. Workers rest longer while the
    /// donor answers slowly; at 1 they never rest.
    /// </summary>
    public double MaxLoad { get; init; } = 0.5;

    /// <summary>Indexes and constraints built at the same time. Default 2; from 1 to 32.</summary>
    public int IndexWorkers { get; init; } = 2;

    /// <summary>Everything that is wrong with these settings; empty if nothing is.</summary>
    public IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        Require(errors, nameof(Workers), Workers, 1, 32);
        Require(errors, nameof(ChunkBytes), ChunkBytes, 64 << 10, 1 << 30);
        Require(errors, nameof(IndexWorkers), IndexWorkers, 1, 32);
        if (MaxLoad is not (>= 0.01 and <= 1))
        {
            errors.Add(
                string.Create(CultureInfo.InvariantCulture, $"Seed setting MaxLoad is {MaxLoad}; give 0.01 to 1.")
            );
        }

        return errors;
    }

    private static void Require(List<string> errors, string name, long value, long from, long to)
    {
        if (value < from || value > to)
        {
            errors.Add(
                string.Create(CultureInfo.InvariantCulture, $"Seed setting {name} is {value}; give {from} to {to}.")
            );
        }
    }
}
