using CdcReplicator.Debezium;
using CdcReplicator.Lifecycle;

namespace CdcReplicator.Cli;

/// <summary>How a cluster's records are read.</summary>
internal static class RecordDecoders
{
    /// <summary>A decoder as the configuration says.</summary>
    /// <exception cref="BadInputException">A setting of a source is wrong; every one is named.</exception>
    public static RecordDecoder For(ReplicatorOptions options, ISchemaRegistry schemas, TimeProvider time)
    {
        string[] problems = [.. SourceCatalog.Problems(options.Sources)];
        return problems.Length == 0
            ? new RecordDecoder(schemas, options.Decoder, new SourceCatalog(options.Sources), time)
            : throw new BadInputException(problems);
    }
}
