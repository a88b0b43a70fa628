using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>A server's version, as the number it gives itself (<c>server_version_num</c>): 140023 is 14.23.</summary>
internal readonly record struct PostgresVersion(int Number)
{
    /// <summary>The oldest major version that is tested; older ones are refused.</summary>
    public const int OldestMajor = 14;

    /// <summary>The newest major version that is tested; newer ones are taken, with a warning.</summary>
    public const int NewestMajor = 18;

    private const int PerMajor = 10_000;

    /// <summary>Unique constraints may take NULLs for equal since 15.</summary>
    public bool HasNullsNotDistinct => Major >= 15;

    /// <summary>Keys over periods and constraints that are not enforced came with 18.</summary>
    public bool HasPeriods => Major >= 18;

    /// <summary>Whether it is newer than what is tested.</summary>
    public bool IsUntried => Major > NewestMajor;

    private int Major => Number / PerMajor;

    /// <summary>Refuses a server that is too old.</summary>
    /// <exception cref="NodeFaultException">It is.</exception>
    public void Require(string endpoint)
    {
        if (Major < OldestMajor)
        {
            throw new NodeFaultException(
                $"The server of {endpoint} is PostgreSQL {this}; a node needs {OldestMajor} to {NewestMajor}.",
                $"Upgrade the server to PostgreSQL {OldestMajor} or newer.",
                isTransient: false,
                code: null
            )
            {
                MayHeal = true,
            };
        }
    }

    /// <summary>As people write it.</summary>
    public override string ToString() =>
        // Before 10 the major version had two parts: 90624 is 9.6.24.
        Major < 10
            ? $"{Number / PerMajor}.{Number / 100 % 100}.{Number % 100}"
            : $"{Major}.{Number % PerMajor}";
}
