namespace CdcReplicator.Bench;

/// <summary>A way to the server.</summary>
/// <param name="Name">How it is called.</param>
/// <param name="Port">Where pgbench connects.</param>
/// <param name="ProcessId">The process between; null if there is none.</param>
internal sealed record RelayContender(string Name, int Port, int? ProcessId)
{
    public const string Direct = "direct";
    public const string Haproxy = "haproxy";
    public const string PgBouncer = "pgbouncer";
    public const string Ours = "ours";
}
