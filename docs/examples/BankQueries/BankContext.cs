using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace BankQueries;

/// <summary>
/// Reads on the connection of a session and disposes it. Changes go through the session: SaveChanges fails, because the
/// connection is read-only.
/// </summary>
internal sealed class BankContext(NpgsqlConnection connection) : DbContext
{
    public DbSet<Account> Accounts => Set<Account>();

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) =>
        optionsBuilder
            .UseNpgsql(connection, contextOwnsConnection: true)
            .UseQueryTrackingBehavior(QueryTrackingBehavior.NoTracking);
}
