using CdcReplicator.Debezium;
using CdcReplicator.Testing;
using Xunit;

namespace CdcReplicator.ContractTests;

public sealed class ConfluentSchemaRegistryTests : SchemaRegistryContract
{
    private readonly SchemaRegistryStub _stub = SchemaRegistryStub.Start();
    private readonly List<ConfluentSchemaRegistry> _clients = [];
    private bool _stopped;

    private protected override ISchemaRegistry NewClient() => Client(_stub.Url);

    protected override async Task BreakAsync()
    {
        _stopped = true;
        await _stub.DisposeAsync();
    }

    public override async Task DisposeAsync()
    {
        _clients.ForEach(client => client.Dispose());
        if (!_stopped)
        {
            await _stub.DisposeAsync();
        }
    }

    [Fact]
    public async Task AnyCall_UnreachableWithPasswordInTheUrl_NamesTheUrlWithoutIt()
    {
        var url = new UriBuilder(_stub.Url) { UserName = "ada", Password = "s3cret" }.Uri;
        await BreakAsync();

        var error = await Assert.ThrowsAsync<SchemaRegistryUnavailableException>(async () =>
            await Client(url).GetSchemaAsync(1, default)
        );

        Assert.Contains($"http://127.0.0.1:{_stub.Url.Port}", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("ada", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_WithRightLogin_IsAnswered()
    {
        _stub.RequiredLogin = "ada:s3:cr et";
        var url = new UriBuilder(_stub.Url) { UserName = "ada", Password = Uri.EscapeDataString("s3:cr et") }.Uri;

        Assert.True(await Client(url).RegisterAsync("s", Schema("a"), default) > 0);
    }

    [Fact]
    public async Task AnyCall_WithWrongLogin_SaysSoAtOnceWithoutTheSecret()
    {
        _stub.RequiredLogin = "ada:right";
        var url = new UriBuilder(_stub.Url) { UserName = "ada", Password = "wr0ng" }.Uri;

        var error = await Assert.ThrowsAsync<SchemaRegistryUnavailableException>(async () =>
            await Client(url).RegisterAsync("s", Schema("a"), default)
        );

        Assert.Contains("refused our login (401)", error.Problem, StringComparison.Ordinal);
        Assert.Contains("password", error.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("wr0ng", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, _stub.Requests);
    }

    [Fact]
    public async Task AnyCall_ServerFaultThenRecovery_IsAnswered()
    {
        _stub.FailNext(2);

        Assert.True(await NewClient().RegisterAsync("s", Schema("a"), default) > 0);
        Assert.Equal(3, _stub.Requests);
    }

    [Fact]
    public async Task AnyCall_ServerFaultsThatLast_SaysWhatTheServerSaid()
    {
        _stub.FailNext(int.MaxValue);

        var error = await Assert.ThrowsAsync<SchemaRegistryUnavailableException>(async () =>
            await NewClient().GetSchemaAsync(1, default)
        );

        Assert.Contains("500: Error in the backend data store", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_FirstUrlDead_GoesToTheSecondAndStaysThere()
    {
        var dead = SchemaRegistryStub.Start();
        await dead.DisposeAsync();
        var client = Client(dead.Url, _stub.Url);

        var id = await client.RegisterAsync("s", Schema("a"), default);

        Assert.True(id > 0);
        Assert.True(await client.RegisterAsync("s", Schema("b"), default) > id);
        Assert.Equal(2, _stub.Requests);
    }

    [Theory]
    [InlineData(409, 40901, "compatibility of subject 'subject/1' to NONE")]
    [InlineData(422, 42201, "Report this")]
    public async Task Register_Refused_IsNotRetriedAndSaysWhatToDo(int status, int code, string remedy)
    {
        _stub.Refusal = (status, code);

        var error = await Assert.ThrowsAsync<ReplicationException>(async () =>
            await NewClient().RegisterAsync("subject/1", Schema("a"), default)
        );

        Assert.Contains("subject 'subject/1'", error.Problem, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
        Assert.Equal(1, _stub.Requests);
    }

    [Fact]
    public async Task Register_Always_UsesThePathAndContentTypeOfTheApi()
    {
        await NewClient().RegisterAsync("a subject/1", Schema("a"), default);

        Assert.Equal(("/subjects/a%20subject%2F1/versions", "application/vnd.schemaregistry.v1+json"), _stub.LastPost);
    }

    [Fact]
    public async Task AnyCall_ToSomethingElse_SaysThatItIsNoRegistry()
    {
        var error = await Assert.ThrowsAsync<SchemaRegistryUnavailableException>(async () =>
            await Client(new Uri(_stub.Url, "elsewhere")).GetSchemaAsync(1, default)
        );

        Assert.Contains("does not answer like a schema registry", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Constructor_WithWrongOptions_NamesEveryError()
    {
        var error = Assert.Throws<ReplicationException>(() =>
            new ConfluentSchemaRegistry(
                new ConfluentSchemaRegistryOptions { Urls = [new Uri("ftp://u:p@host")], Rounds = 0 },
                TimeProvider.System
            )
        );

        Assert.Contains("'ftp://host", error.Problem, StringComparison.Ordinal);
        Assert.Contains("at least once", error.Problem, StringComparison.Ordinal);
    }

    private ConfluentSchemaRegistry Client(params Uri[] urls)
    {
        var client = new ConfluentSchemaRegistry(
            new ConfluentSchemaRegistryOptions { Urls = urls, RetryDelay = TimeSpan.FromMilliseconds(1) },
            TimeProvider.System
        );
        _clients.Add(client);
        return client;
    }
}
