namespace CdcReplicator.Cli;

/// <summary>A transfer with the balances it expects to find.</summary>
internal readonly record struct Transfer(long Id, long From, long To, long Amount, long FromBalance, long ToBalance);
