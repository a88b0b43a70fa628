using System.Security.Cryptography;
using System.Text;

namespace CdcReplicator.Nodes;

/// <summary>What a donor has and a target gets.</summary>
internal sealed record SeedSchema
{
    /// <summary>What is made before the rows, in order.</summary>
    public required IReadOnlyList<SeedMake> Makes { get; init; }

    /// <summary>The tables whose rows are copied.</summary>
    public required IReadOnlyList<SeedCopyTable> Tables { get; init; }

    /// <summary>What is made after the rows.</summary>
    public required IReadOnlyList<SeedStep> Steps { get; init; }

    /// <summary>What the target does without.</summary>
    public required IReadOnlyList<SeedObject> LeftOut { get; init; }

    /// <summary>What cannot be carried.</summary>
    public required IReadOnlyList<string> Obstacles { get; init; }

    /// <summary>
    /// Differs where tables differ that are made of it: then rows copied earlier are of no use.
    /// </summary>
    public string Fingerprint =>
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', Makes.Select(make => make.Sql))))
        );
}
