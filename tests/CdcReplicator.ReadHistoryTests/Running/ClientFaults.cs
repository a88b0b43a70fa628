using Xunit;

namespace CdcReplicator.ReadHistoryTests;

/// <summary>Kills a process now and then, as the seed says, and starts it again.</summary>
/// <param name="kinds">The processes by kind; each kind has its turn.</param>
/// <param name="seed">What the rest is drawn from.</param>
internal sealed class ClientFaults(IReadOnlyList<IReadOnlyList<HistoryClient>> kinds, int seed)
{
    public async Task RunAsync(CancellationToken stop)
    {
        var random = new Random(seed);
        for (var turn = 0; !stop.IsCancellationRequested; turn++)
        {
            var clients = kinds[turn % kinds.Count];
            var client = clients[random.Next(clients.Count)];
            await Rest(random.Next(3000, 9000), stop);
            Assert.DoesNotContain(clients, other => other.HasExited);
            client.Kill();
            await Rest(random.Next(50, 500), stop);
            await client.StartAsync();
        }
    }

    // Ends early, but not with an exception: the client that was killed is started again.
    private static Task Rest(int milliseconds, CancellationToken stop) => Task.WhenAny(Task.Delay(milliseconds, stop));
}
