using System.Text.Json;
using CdcReplicator.Cluster;
using CdcReplicator.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.FuzzTests;

/// <summary>What anybody may write beside the log is read, or hides itself; nothing else suffers.</summary>
public sealed class MemberFuzzTests(ITestOutputHelper output)
{
    private const string Bad = "member/bad";

    [Fact]
    public async Task Read_MemberOfAnyBytes_IsReadOrHiddenByName()
    {
        var store = new InMemoryMetadataStore();
        var members = new MemberStore(store, TimeProvider.System);
        var samples = await SamplesAsync(members, store);

        new FuzzRun(output).Run(
            samples,
            bytes =>
            {
                Now(store.PutAsync(Bad, bytes, CancellationToken.None));
                var list = Now(members.ReadAsync(CancellationToken.None));
                Assert.Contains(list, member => member.Status.NodeId == "good");
                foreach (var hidden in list.Unreadable)
                {
                    Assert.Equal("bad", hidden.NodeId);
                    Plain.Check(hidden.Problem);
                }

                return list.Unreadable.Count == 0;
            }
        );
    }

    [Fact]
    public async Task Members_OfAnyBytes_AreFollowedOn()
    {
        var store = new InMemoryMetadataStore();
        var samples = await SamplesAsync(new MemberStore(store, TimeProvider.System), store);
        await using var directory = await MemberDirectory.OpenAsync(
            store,
            TimeProvider.System,
            NullLogger<MemberDirectory>.Instance,
            CancellationToken.None
        );

        new FuzzRun(output).Run(
            samples,
            bytes =>
            {
                var seen = directory.Changed;
                Now(store.PutAsync(Bad, bytes, CancellationToken.None));
                seen.Wait();
                Assert.Null(directory.Fault);
                var members = directory.Members;
                Assert.Contains(members, member => member.Status.NodeId == "good");
                return members.Unreadable.Count == 0;
            },
            part: 4
        );
    }

    [Fact]
    public void Read_AnyOtherEntry_IsReadOrUnreadable()
    {
        var store = new InMemoryMetadataStore();
        var divergences = new DivergenceStore(store, TimeProvider.System);
        var maintenance = new MaintenanceStore(store);
        var standbys = new StandbyStore(store, TimeProvider.System);
        new FuzzRun(output).Run(
            [
                .. new[]
                {
                    """{"nodeId":"a","sequence":5,"reason":"because","drained":true,"by":"me","applierId":"x"}""",
                    """{"sequence":5,"table":{"schema":"public","name":"t"},"key":"{}","differs":true}""",
                }.Select(System.Text.Encoding.UTF8.GetBytes),
            ],
            bytes =>
            {
                foreach (var prefix in (string[])["divergence/", "maintenance/", "standby/", "forgotten/"])
                {
                    Now(store.PutAsync(prefix + "a", bytes, CancellationToken.None));
                }

                return IsRead(() => Now(divergences.ReadAsync(CancellationToken.None)))
                    & IsRead(() => Now(maintenance.ReadAsync(CancellationToken.None)))
                    & IsRead(() => Now(standbys.ReadAsync(CancellationToken.None)));
            },
            canRefuse: false
        );
    }

    private static bool IsRead(Action read)
    {
        try
        {
            read();
            return true;
        }
        catch (ReplicationException refused)
        {
            Plain.Check(refused.Message);
            return false;
        }
    }

    private static async Task<IReadOnlyList<byte[]>> SamplesAsync(MemberStore members, InMemoryMetadataStore store)
    {
        await members.PublishAsync(Status("good"), CancellationToken.None);
        await members.PublishAsync(Status("bad"), CancellationToken.None);
        var entries = await store.ReadAsync(Bad, CancellationToken.None);
        return [entries[0].Value!, JsonSerializer.SerializeToUtf8Bytes(new { nodeId = "bad", state = "Active" })];
    }

    private static MemberStatus Status(string node) =>
        new()
        {
            NodeId = node,
            Kind = "sqlite",
            Endpoint = "/tmp/a.db",
            ApplierId = "x",
            State = NodeState.Halted,
            Reason = "because",
            HaltedAt = 6,
            LastAppliedSequence = 5,
            RestartOffset = 5,
            AppliedTime = 1,
            LogEndOffset = 7,
            AppliedPerSecond = 1.5,
            DeadAfterMilliseconds = 2500,
            OpenTransactions = ["source 'erp' transaction 5 open"],
            LagMilliseconds = 3,
            Rejections = new Dictionary<string, long> { ["Constraint"] = 1 },
            Duplicates = new Dictionary<string, long> { ["erp"] = 2 },
            SourceFingerprints = new Dictionary<string, string> { ["erp"] = "abc" },
            OrderKeys = ["0123456789abcdef"],
        };

    // The store answers at once.
    private static T Now<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
