namespace CdcReplicator.ReadHistory;

/// <summary>
/// Where a session leaves its token in its text form, as a browser keeps a cookie; the next life of its process goes on
/// from there.
/// </summary>
internal sealed class TokenFile(string file)
{
    public SessionToken? Find() => File.Exists(file) ? SessionToken.Parse(File.ReadAllText(file)) : null;

    /// <summary>Replaces it in one step: a kill leaves the old one or the new one.</summary>
    public void Put(SessionToken token)
    {
        var draft = file + ".new";
        File.WriteAllText(draft, token.ToString());
        File.Move(draft, file, overwrite: true);
    }
}
