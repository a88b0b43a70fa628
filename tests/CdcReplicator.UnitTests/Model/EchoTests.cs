using CdcReplicator.ChangeLog;
using CdcReplicator.Cli;
using CdcReplicator.Cluster;
using CdcReplicator.Nodes;
using CdcReplicator.Router;
using Xunit;

namespace CdcReplicator.UnitTests;

/// <summary>What comes in as 10 kB of garbage is quoted as a line.</summary>
public sealed class EchoTests
{
    private const int Much = 10_240;

    /// <summary>The longest message may quote two texts and say two lines of its own.</summary>
    private const int MaxMessage = 500;

    private static readonly Dictionary<string, Func<string, string?>> Echoes = new()
    {
        ["log id"] = text => Thrown(() => LogId.Parse(text)),
        ["session token"] = text => Thrown(() => SessionToken.Parse(text)),
        ["session token's log"] = text => Thrown(() => SessionToken.Parse(text + ":1")),
        ["number"] = text => Thrown(() => BigDecimal.Parse(text)),
        ["log address"] = text => Thrown(() => ChangeLogUri.Parse(text)),
        ["broker"] = text => Thrown(() => ChangeLogUri.Parse($"kafka://{text}:{text}/c")),
        ["cluster"] = text => Thrown(() => ChangeLogUri.Parse($"kafka://h/{text}")),
        ["level"] = text => Thrown(() => ReadLevel.Parse(text)),
        ["bound"] = text => Thrown(() => ReadLevel.Parse("bounded:" + text)),
        ["setting of the relay"] = text => Thrown(() => Wish(("cdc." + text, "x"))),
        ["level twice"] = text => Thrown(() => Wish(("cdc.level", text), ("options", "-c cdc.level=any"))),
        ["application name"] = text => Thrown(() => Wish(("application_name", "cdc." + text))),
        ["relay's address"] = text => Only(new RelayOptions { Listen = text }.Validate()),
        ["policy"] = text => Only(new RoutingOptions { Policy = text }.Validate()),
        ["kind of node"] = text =>
            Only(
                new NodeOptions
                {
                    Id = "a",
                    Kind = text,
                    ConnectionString = "x",
                }.Validate()
            ),
        ["collector"] = text => Only(new MonitoringOptions { OtlpEndpoint = text }.Validate()),
        ["HTTP address"] = HttpAddress,
        ["node's name"] = text => Thrown(() => CdcReplicator.Lifecycle.KnownNode.Among(new MemberList([], []), text)),
        ["node to run"] = text => Thrown(() => RunPlan.Create(new ReplicatorOptions { Log = "embedded:x" }, [text])),
    };

    public static TheoryData<string> Names => [.. Echoes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Message_OfMuchGarbage_IsALine(string what)
    {
        var messageOf = Echoes[what];
        var message = messageOf(new string('g', Much));

        Assert.True(message is { Length: < MaxMessage }, $"{what}: {message?.Length.ToString() ?? "taken"}");
        Assert.True(messageOf("\u001b[2J\ng")?.Contains('\u001b', StringComparison.Ordinal) != true, what);
    }

    private static SessionWish Wish(params (string Name, string Value)[] parameters) =>
        SessionWish.Read(
            new SessionRequest(196_608, [.. parameters.Select(one => KeyValuePair.Create(one.Name, one.Value))])
        );

    private static string? HttpAddress(string text)
    {
        var problems = new List<string>();
        MonitoringOptions.Address("--http", text, MonitoringOptions.DefaultRunHttp, problems);
        return Only(problems);
    }

    private static string? Only(IEnumerable<string> problems) =>
        string.Join(' ', problems) is { Length: > 0 } all ? all : null;

    private static string? Thrown(Func<object> act)
    {
        try
        {
            act();
            return null;
        }
        catch (Exception error)
            when (error is FormatException or ReplicationException or CdcReplicator.Lifecycle.BadInputException)
        {
            return error.Message;
        }
    }
}
