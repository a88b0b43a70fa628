using CdcReplicator.Client;
using CdcReplicator.Router;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

/// <summary>Until when a session's connection can have seen something.</summary>
public sealed class SessionVisitTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task OverAt_ConnectionClosed_IsTheTimeOfThat()
    {
        await using var connection = await OpenAsync();
        var visit = new SessionVisit(new RoutedConnection(connection, "a", 5), _clock);
        Assert.Equal((false, long.MaxValue), (visit.IsOver, visit.OverAt));

        _clock.Advance(TimeSpan.FromSeconds(1));
        await connection.CloseAsync();
        var closedAt = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal((true, closedAt), (visit.IsOver, visit.OverAt));
    }

    [Fact]
    public async Task OverAt_ConnectionOpenedAgain_IsNotYet()
    {
        await using var connection = await OpenAsync();
        var visit = new SessionVisit(new RoutedConnection(connection, "a", 5), _clock);
        await connection.CloseAsync();

        await connection.OpenAsync();

        Assert.Equal((false, long.MaxValue), (visit.IsOver, visit.OverAt));
    }

    private static async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection("Data Source=:memory:");
        await connection.OpenAsync();
        return connection;
    }
}
