using CdcReplicator.Testing;

namespace CdcReplicator.EndToEndTests;

/// <summary>
/// Where our processes find a log in a <see cref="SecuredRun"/>; foreign programs go to the broker's open port.
/// </summary>
internal static class ClosedAddress
{
    /// <summary>
    /// The address for users, who get the rights of their roles in the cluster; the same in an ordinary run.
    /// </summary>
    /// <param name="address">The address for programs without a login.</param>
    public static async Task<string> OfAsync(string address) =>
        await FindAsync(address) is { } closed
            ? await closed.AllowAsync(address[(address.LastIndexOf('/') + 1)..])
            : address;

    /// <summary>Makes sure that no applier slips by the broker's open port into a run that is to be closed.</summary>
    /// <exception cref="InvalidOperationException">The address is the open port's.</exception>
    public static async Task EnsureAsync(string address)
    {
        if (await FindAsync(address) is not null)
        {
            throw new InvalidOperationException(
                $"{address} is the broker's open port, and this is a secured run. Take ClosedAddress.OfAsync of it."
            );
        }
    }

    private static async Task<SecuredKafka?> FindAsync(string address) =>
        address.StartsWith("kafka:", StringComparison.Ordinal)
        && await KafkaTestServer.GetClosedAsync() is { } closed
        && address.Contains($"//{closed.ToolServers}/", StringComparison.Ordinal)
            ? closed
            : null;
}
