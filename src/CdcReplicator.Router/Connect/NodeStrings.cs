using System.Collections.Concurrent;
using System.Data.Common;

namespace CdcReplicator.Router;

/// <summary>
/// Connection strings of the nodes of one kind, put together once: that takes longer than choosing the node. The driver
/// keeps a pool for each string, so each node has one.
/// </summary>
/// <param name="driver">The driver's name, for errors.</param>
/// <param name="build">Makes a node's string; throws <see cref="ArgumentException"/> if what was given is none.</param>
internal sealed class NodeStrings(string driver, Func<MemberStatus, string> build)
{
    private readonly ConcurrentDictionary<(string, string, string), string> _strings = new();

    /// <summary>The string of a node.</summary>
    /// <exception cref="NodeCannotServeException">The given text is no connection string.</exception>
    public string Of(MemberStatus member) =>
        _strings.GetOrAdd((member.NodeId, member.Kind, member.Endpoint), _ => Build(member));

    /// <summary>Opens a connection; one that cannot be opened is disposed.</summary>
    public static async Task<DbConnection> OpenAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            await connection.OpenAsync(cancellationToken).ConfigureAwait(false);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private string Build(MemberStatus member)
    {
        try
        {
            return build(member);
        }
        catch (ArgumentException)
        {
            // The cause's text may quote the string, which may hold a password.
            throw new NodeCannotServeException(
                member.NodeId,
                $"the connection string given for it or for kind '{member.Kind}' is not one of {driver}.",
                "Correct it in the client's node credentials."
            );
        }
    }
}
