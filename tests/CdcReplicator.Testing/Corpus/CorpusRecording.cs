using System.IO.Compression;
using System.Text.Json;
using CdcReplicator.Model;

namespace CdcReplicator.Testing;

/// <summary>One recording, for example <c>avro/one-topic</c>.</summary>
internal sealed class CorpusRecording(string name)
{
    /// <summary>All recordings, by name.</summary>
    public static IReadOnlyList<CorpusRecording> All { get; } =
        CorpusFolder.Path is null
            ? []
            :
            [
                .. Directory
                    .EnumerateFiles(CorpusFolder.Path, "records.jsonl.gz", SearchOption.AllDirectories)
                    .Select(file => Path.GetRelativePath(CorpusFolder.Path, Path.GetDirectoryName(file)!))
                    .Select(relative => relative.Replace('\\', '/'))
                    .Order(StringComparer.Ordinal)
                    .Select(relative => new CorpusRecording(relative)),
            ];

    /// <summary>Encoding and name, with a slash between.</summary>
    public string Name { get; } = name;

    /// <summary>
    /// A registry stub with the schemas this recording's ids belong to; empty for the JSON encodings.
    /// </summary>
    public CorpusSchemas Schemas()
    {
        var own = CorpusFolder.In(Name, "schemas.json");
        var shared = CorpusFolder.In("avro", "schemas.json");
        return !Name.StartsWith("avro/", StringComparison.Ordinal)
            ? new CorpusSchemas(new Dictionary<int, string>())
            : CorpusSchemas.Read(File.Exists(own) ? own : shared);
    }

    /// <summary>
    /// The records, topic by topic, in offset order, bytes as recorded. Offsets are those of their topics.
    /// </summary>
    public IEnumerable<CorpusRecord> Read()
    {
        using var file = new GZipStream(
            File.OpenRead(CorpusFolder.In(Name, "records.jsonl.gz")),
            CompressionMode.Decompress
        );
        using var lines = new StreamReader(file);
        while (lines.ReadLine() is { } line)
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            yield return new CorpusRecord(
                root.GetProperty("topic").GetString()!,
                new LogRecord(
                    root.GetProperty("offset").GetInt64(),
                    root.GetProperty("timestamp").GetInt64(),
                    Bytes(root.GetProperty("key")),
                    Bytes(root.GetProperty("value")),
                    [
                        .. root.GetProperty("headers")
                            .EnumerateArray()
                            .Select(h => new RecordHeader(
                                h.GetProperty("key").GetString()!,
                                Bytes(h.GetProperty("value"))
                            )),
                    ]
                )
            );
        }
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static byte[]? Bytes(JsonElement json) =>
        json.ValueKind == JsonValueKind.Null ? null : json.GetBytesFromBase64();
}
