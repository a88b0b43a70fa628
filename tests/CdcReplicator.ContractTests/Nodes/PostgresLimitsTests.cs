using CdcReplicator.Model;
using CdcReplicator.Testing;
using Xunit;
using static CdcReplicator.ContractTests.Rows;

namespace CdcReplicator.ContractTests;

/// <summary>Limits an administrator set for people's sessions.</summary>
public sealed class PostgresLimitsTests
{
    private const string Ddl = "CREATE TABLE t (id int PRIMARY KEY, v text)";

    /// <summary>As when the applier's process is stopped between two statements, or has much to do.</summary>
    [PostgresFact]
    public async Task Apply_ApplierPausesLongerThanTheServersLimits_GoesOn()
    {
        await using var node = await TestNode.CreateAsync(Nodes.NodeKinds.Postgres, Ddl);
        await node.ExecuteAsync(
            """
            DO $$ DECLARE setting record; BEGIN
              FOR setting IN SELECT name FROM pg_settings WHERE name LIKE '%\_timeout' AND name IN (
                'statement_timeout', 'transaction_timeout', 'idle_in_transaction_session_timeout',
                'idle_session_timeout')
              LOOP EXECUTE format('ALTER DATABASE %I SET %I = %L', current_database(), setting.name, '300ms'); END LOOP;
            END $$
            """
        );
        var opened = await node.OpenAsync();
        var change = node.Change(WriteSemantics.Checked, Create("t", Int("id", 1), Text("v", "x")));
        await using var snapshot = await node.Node.OpenSnapshotAsync(CancellationToken.None);
        await PauseAsync();

        await using (var transaction = await node.Node.BeginAsync(WriteSemantics.Checked, CancellationToken.None))
        {
            await transaction.ApplyAsync(change, CancellationToken.None);
            await PauseAsync();
            await transaction.AdvanceAsync(opened.Position, TestNode.PositionAfter(change), [], CancellationToken.None);
            await transaction.CommitAsync(CancellationToken.None);
        }

        Assert.Empty(await snapshot.ReadDigestsAsync(opened.Tables[0]));

        Assert.Single(await node.QueryAsync("SELECT * FROM t"));
    }

    private static Task PauseAsync() => Task.Delay(TimeSpan.FromMilliseconds(900), TimeProvider.System);
}
