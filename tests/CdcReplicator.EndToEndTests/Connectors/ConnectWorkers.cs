using System.Net.Http.Json;
using System.Text.Json;
using CdcReplicator.LocalServers;

namespace CdcReplicator.EndToEndTests;

/// <summary>Asks a Connect worker how its connectors are.</summary>
internal static class ConnectWorkers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    /// <summary>Waits for a condition; fails at once with its trace if a task of a connector has failed.</summary>
    public static async Task UntilAsync(KafkaConnectWorker worker, string what, Func<Task<bool>> condition)
    {
        using var http = new HttpClient { BaseAddress = worker.Address };
        using var patience = new CancellationTokenSource(Patience);
        var looked = DateTime.UtcNow;
        while (!await condition())
        {
            if (patience.IsCancellationRequested)
            {
                throw new TimeoutException($"Not in time: {what}. Connect says: {worker.LastOutput}");
            }

            if (DateTime.UtcNow - looked > LookEvery)
            {
                looked = DateTime.UtcNow;
                await FailIfOneFailedAsync(http);
            }

            await Task.Delay(Poll);
        }
    }

    private static async Task FailIfOneFailedAsync(HttpClient http)
    {
        var all = await http.GetFromJsonAsync<JsonElement>("connectors?expand=status");
        foreach (var connector in all.EnumerateObject())
        {
            var status = connector.Value.GetProperty("status");
            foreach (var part in status.GetProperty("tasks").EnumerateArray().Append(status.GetProperty("connector")))
            {
                if (part.GetProperty("state").GetString() == "FAILED")
                {
                    throw new InvalidOperationException(
                        $"Connector {connector.Name} failed: {part.GetProperty("trace").GetString()}"
                    );
                }
            }
        }
    }
}
