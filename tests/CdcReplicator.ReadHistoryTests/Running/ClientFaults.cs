using Xunit;

namespace CdcReplicator.ReadHistoryTests;

/// <summary>Kills a reader or writer now and then, as the seed says, and starts it again.</summary>
internal sealed class ClientFaults(IReadOnlyList<HistoryClient> clients, int seed)
{
    public int Kills { get; private set; }

    public async Task RunAsync(CancellationToken stop)
    {
        for (var random = new Random(seed); !stop.IsCancellationRequested; )
        {
            var client = clients[random.Next(clients.Count)];
            await Rest(random.Next(3000, 9000), stop);
            Assert.DoesNotContain(clients, other => other.HasExited);
            client.Kill();
            Kills++;
            await Rest(random.Next(50, 500), stop);
            await client.StartAsync();
        }
    }

    // Ends early, but not with an exception: the client that was killed is started again.
    private static Task Rest(int milliseconds, CancellationToken stop) => Task.WhenAny(Task.Delay(milliseconds, stop));
}
