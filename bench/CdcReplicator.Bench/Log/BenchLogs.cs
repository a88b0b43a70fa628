using CdcReplicator.ChangeLog;
using CdcReplicator.Lifecycle;
using CdcReplicator.LocalServers;
using Microsoft.Extensions.Logging.Abstractions;

namespace CdcReplicator.Bench;

/// <summary>The logs of a benchmark: files, or topics of one broker that is started when first needed.</summary>
/// <param name="servers">Starts the broker.</param>
/// <param name="folder">Where files and broker data are.</param>
/// <param name="kind"><c>embedded</c> or <c>kafka</c>.</param>
/// <param name="time">The clock.</param>
internal sealed class BenchLogs(BenchServers servers, string folder, string kind, TimeProvider time)
{
    private KafkaServer? _kafka;
    private bool _isWarm;

    /// <summary>The address of the log of a name.</summary>
    public async Task<string> UriOfAsync(string name, CancellationToken cancellationToken)
    {
        if (kind == BenchChoices.Embedded)
        {
            return $"embedded:{Path.Combine(folder, name + ".log.db")}";
        }

        _kafka ??= await servers.StartKafkaAsync(Path.Combine(folder, "kafka"), cancellationToken);
        return $"kafka://{_kafka.BootstrapServers}/{name}";
    }

    /// <summary>Opens, or makes, the log of an address.</summary>
    public Task<IChangeLog> OpenAsync(string uri, CancellationToken cancellationToken) =>
        OpenAsync(uri, new ChangeLogOptions(), cancellationToken);

    /// <summary>The log that holds a workload: filled now, unless the folder holds it from before.</summary>
    /// <exception cref="BadInputException">The folder holds a log of something else.</exception>
    public async Task<FilledLog> FillAsync(Workload workload, LogContent content, CancellationToken cancellationToken)
    {
        var name = content.Checked ? "checked" : "trusted";
        var manifest = Path.Combine(folder, name + ".json");
        var known = LogContent.Read(manifest);
        if (known is not null && known != content)
        {
            throw new BadInputException([
                $"'{manifest}' describes a log of {known}; asked for is {content}. Name another folder, or ask for "
                    + "the same.",
            ]);
        }

        var uri = await UriOfAsync(name, cancellationToken);
        await using var log = await OpenAsync(uri, cancellationToken);
        if (known is null)
        {
            BenchProgress.Say($"Filling the {name} log ({kind}) ...");
            await new LogFiller(time).FillAsync(log, workload, content, cancellationToken);
            content.Write(manifest);
        }

        var end = (await log.GetBoundsAsync(cancellationToken)).EndOffset;
        if (_kafka is not null && !_isWarm)
        {
            BenchProgress.Say("Warming the broker up ...");
            await using var small = await OpenAsync(uri, BrokerWarmUp.SmallFetches, cancellationToken);
            await BrokerWarmUp.RunAsync(small, end, cancellationToken);
            _isWarm = true;
        }

        return new FilledLog(uri, end);
    }

    private Task<IChangeLog> OpenAsync(string uri, ChangeLogOptions options, CancellationToken cancellationToken) =>
        ChangeLogFactory.OpenAsync(
            ChangeLogUri.Parse(uri),
            options,
            time,
            NullLoggerFactory.Instance,
            cancellationToken
        );
}
