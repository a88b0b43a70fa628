using System.Globalization;
using CdcReplicator.LocalServers;

namespace CdcReplicator.Testing;

/// <summary>Kafka's own command-line tools, as tests use them.</summary>
public static class KafkaTools
{
    /// <summary>Runs a tool against these servers.</summary>
    public static Task<string> RunAsync(string servers, string tool, params string[] arguments) =>
        KafkaInstallation
            .Find()
            .RunToolAsync(tool, ["--bootstrap-server", servers, .. arguments], CancellationToken.None);

    /// <summary>Deletes the records of a topic's partition 0 before an offset, as retention would.</summary>
    public static async Task DeleteRecordsAsync(string servers, string topic, long beforeOffset)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                file,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $$"""{"version":1,"partitions":[{"topic":"{{topic}}","partition":0,"offset":{{beforeOffset}}}]}"""
                )
            );
            await RunAsync(servers, "kafka-delete-records.sh", "--offset-json-file", file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
