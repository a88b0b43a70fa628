using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>What is remembered of a publisher beside its last number, in one text.</summary>
internal static class StoredPublisher
{
    /// <summary>Writes it.</summary>
    public static string Format(PublisherProgress progress) =>
        progress.Kind == PublisherKind.Consecutive ? MissingNumbers.Format(progress) : StoredSource.Format(progress);

    /// <summary>The publisher with what <see cref="Format"/>, or an earlier version, wrote of it.</summary>
    public static PublisherProgress Read(PublisherProgress publisher, string text)
    {
        if (publisher.Kind != PublisherKind.Consecutive)
        {
            return StoredSource.Read(publisher, text);
        }

        var (missing, forgotten) = MissingNumbers.Parse(text);
        return publisher with { Missing = missing, ForgottenThrough = forgotten };
    }
}
