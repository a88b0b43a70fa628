namespace CdcReplicator.Cli;

/// <summary>The demonstration's tables. The same text runs on PostgreSQL and on SQLite.</summary>
internal static class DemoSchema
{
    public const string Accounts = "accounts";
    public const string Transfers = "transfers";

    public const string Ddl = """
        CREATE TABLE accounts (
          id bigint NOT NULL PRIMARY KEY,
          owner text NOT NULL,
          balance bigint NOT NULL,
          CONSTRAINT balance_not_negative CHECK (balance >= 0)
        );
        CREATE TABLE transfers (
          id bigint NOT NULL PRIMARY KEY,
          from_account bigint NOT NULL REFERENCES accounts (id),
          to_account bigint NOT NULL REFERENCES accounts (id),
          amount bigint NOT NULL,
          made_at timestamptz NOT NULL
        );
        """;

    public const string TotalBalance = "SELECT COALESCE(SUM(balance), 0) FROM accounts";
}
