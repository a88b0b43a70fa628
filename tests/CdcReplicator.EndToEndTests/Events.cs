using System.Globalization;
using System.Text;
using CdcReplicator.ChangeLog;
using CdcReplicator.Cluster;
using CdcReplicator.Debezium;
using CdcReplicator.Model;

namespace CdcReplicator.EndToEndTests;

/// <summary>Events of a Debezium connector, JSON without schema, for the table <c>items (id, what)</c>.</summary>
internal static class Events
{
    public const string ItemsDdl = "CREATE TABLE items (id INTEGER PRIMARY KEY, what TEXT NOT NULL)";
    public const string Items = "SELECT id, what FROM items ORDER BY id";

    public static RecordToAppend Create(int id, string what = "x", string transaction = "null") =>
        Of(
            $$"""{"id":{{id}}}""",
            $$"""
            {"op":"c","before":null,"after":{"id":{{id}},"what":"{{what}}"},"source":{"connector":"postgresql","name":"erp",
             "ts_ms":1,"db":"erp","schema":"public","table":"items","lsn":{{1000
                + (10 * id)}}},"transaction":{{transaction}},"ts_ms":1}
            """
        );

    public static RecordToAppend Text(string value) => Of(null, value);

    public static RecordToAppend Of(string? key, string value) =>
        new(key is null ? null : Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(value));

    /// <summary>What an operator publishes to pass over what completes at a sequence.</summary>
    public static async Task<RecordToAppend> SkipAsync(IChangeLog log, long sequence)
    {
        var content = string.Create(CultureInfo.InvariantCulture, $$"""{"sequence":{{sequence}}}""");
        return await new ControlMessageEncoder(new MetadataSchemaRegistry(log.Metadata), "e2e").EncodeAsync(
            WellKnown.OperatorPublisher,
            new ControlMessage(WellKnown.SkipMessage, Encoding.UTF8.GetBytes(content)),
            DateTimeOffset.UtcNow,
            CancellationToken.None
        );
    }
}
