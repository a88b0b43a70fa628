namespace CdcReplicator.ChangeLog;

/// <summary>
/// Beginning of the keys beside the log that nodes keep their place under. A log that deletes by itself reads them.
/// </summary>
internal static class MemberKeys
{
    /// <summary>The node's id comes after it.</summary>
    public const string Prefix = "member/";
}
