using CdcReplicator.Testing;

namespace CdcReplicator.EndToEndTests;

/// <summary>A registry that answers over HTTP what the recording's registry knew.</summary>
internal static class RecordedRegistry
{
    public static SchemaRegistryStub Start(CorpusRecording recording)
    {
        var stub = SchemaRegistryStub.Start();
        foreach (var (id, schema) in recording.Schemas().Schemas)
        {
            stub.Add(id, schema);
        }

        return stub;
    }
}
