namespace CdcReplicator;

/// <summary>Where a change of the tables stands in the log. Each node makes it when it comes to that place.</summary>
public sealed class MigrationReceipt
{
    internal MigrationReceipt(SessionToken token, long schemaVersion) =>
        (SessionToken, SchemaVersion) = (token, schemaVersion);

    /// <summary>The sequence at which it stands.</summary>
    public long Sequence => SessionToken.Sequence;

    /// <summary>
    /// The schema version after it. A member with this <see cref="MemberStatus.SchemaVersion"/>, and with
    /// <see cref="Sequence"/> as its <see cref="MemberStatus.SchemaSequence"/>, has made the change.
    /// </summary>
    public long SchemaVersion { get; }

    /// <summary>The position a read must have reached to see the tables as they are after it.</summary>
    public SessionToken SessionToken { get; }
}
