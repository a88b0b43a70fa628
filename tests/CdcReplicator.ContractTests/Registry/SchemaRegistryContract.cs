using CdcReplicator.Debezium;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>What every schema registry must do.</summary>
public abstract class SchemaRegistryContract : IAsyncLifetime
{
    private const string Subject = "bank-bank.public.accounts.Envelope";

    /// <summary>A registry client without memory, on the store all clients of this test share.</summary>
    private protected abstract ISchemaRegistry NewClient();

    /// <summary>Makes the store behind the clients unreachable.</summary>
    protected abstract Task BreakAsync();

    public virtual Task InitializeAsync() => Task.CompletedTask;

    public virtual Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Register_SameText_SameIdInEveryClientAndUnderEverySubject()
    {
        var schema = Schema("a");

        var id = await NewClient().RegisterAsync(Subject, schema, default);

        Assert.True(id > 0);
        Assert.Equal(id, await NewClient().RegisterAsync(Subject, schema, default));
        Assert.Equal(id, await NewClient().RegisterAsync("another subject/ü", schema, default));
        Assert.NotEqual(id, await NewClient().RegisterAsync(Subject, Schema("b"), default));
    }

    [Fact]
    public async Task GetSchema_OfRegistered_IsTheTextAsItWas()
    {
        var schema = Schema("größe \\\" \u2028");
        var id = await NewClient().RegisterAsync(Subject, schema, default);

        Assert.Equal(schema, await NewClient().GetSchemaAsync(id, default));
    }

    [Fact]
    public async Task GetSchema_OfIdRegisteredAfterwards_IsFoundByAnOldClient()
    {
        var old = NewClient();
        Assert.Null(await old.GetSchemaAsync(1_000_000, default));
        var id = await NewClient().RegisterAsync(Subject, Schema("later"), default);

        Assert.Equal(Schema("later"), await old.GetSchemaAsync(id, default));
    }

    [Fact]
    public async Task GetSchema_OfUnknownId_IsNull() => Assert.Null(await NewClient().GetSchemaAsync(987_654, default));

    [Fact]
    public async Task Register_ByManyAtOnce_OneIdForEachText()
    {
        const int Clients = 16;
        const int Schemas = 8;
        var start = new TaskCompletionSource();
        var ids = await Task.WhenAll(
            Enumerable
                .Range(0, Clients)
                .Select(async client =>
                {
                    var registry = NewClient();
                    await start.Task;
                    var mine = new int[Schemas];
                    for (var i = 0; i < Schemas; i++)
                    {
                        var schema = (i + client) % Schemas;
                        mine[schema] = await registry.RegisterAsync(Subject, Schema($"s{schema}"), default);
                    }

                    return mine;
                })
                .Append(ReleaseAsync(start))
        );

        Assert.All(ids[..^1], mine => Assert.Equal(ids[0], mine));
        Assert.Equal(Schemas, ids[0].Distinct().Count());
    }

    [Fact]
    public async Task AnyCall_WithoutItsStore_SaysThatTheRegistryIsUnavailable()
    {
        var registry = NewClient();
        var id = await registry.RegisterAsync(Subject, Schema("known"), default);
        await BreakAsync();

        var reading = async () => await registry.GetSchemaAsync(id + 1, default);
        var writing = async () => await registry.RegisterAsync(Subject, Schema("new"), default);

        await Assert.ThrowsAsync<SchemaRegistryUnavailableException>(reading);
        await Assert.ThrowsAsync<SchemaRegistryUnavailableException>(writing);
        Assert.Equal(Schema("known"), await registry.GetSchemaAsync(id, default));
        Assert.Equal(id, await registry.RegisterAsync(Subject, Schema("known"), default));
    }

    protected static string Schema(string name) =>
        $$$"""{"type":"record","name":"R","fields":[{"name":"f","type":{"type":"string","doc":"{{{name}}}"}}]}""";

    private static async Task<int[]> ReleaseAsync(TaskCompletionSource start)
    {
        await Task.Yield();
        start.SetResult();
        return [];
    }
}
