using System.Text;
using CdcReplicator.Router;
using CdcReplicator.UnitTests.Router;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.FuzzTests;

/// <summary>Whatever a client sends first is a packet, incomplete, or refused in words.</summary>
public sealed class RelayFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void Read_AnyFirstBytes_AreAPacketOrRefusedInWords()
    {
        new FuzzRun(output).Run(
            [
                StartupBytes.Ssl,
                StartupBytes.Gss,
                StartupBytes.Cancel,
                StartupBytes.Session(
                    "user",
                    "ann",
                    "database",
                    "shop",
                    "options",
                    "-c cdc.level=bounded:2s -c a=b\\ c"
                ),
                StartupBytes.Session("user", "ann", "application_name", "cdc.level=session cdc.token=x:5 mine"),
                StartupBytes.Session("user", "ann", "replication", "off", "cdc.level", "latest"),
            ],
            bytes =>
            {
                var packet = StartupReader.Read(bytes);
                Assert.InRange(packet.Length, 0, bytes.Length);
                if (packet.Problem is { } problem)
                {
                    Plain.Check(problem);
                }

                return packet.Session is { } session ? IsWish(session) : packet.Kind != StartupKind.Malformed;
            }
        );
    }

    [Fact]
    public void Split_AnyOptions_AreJoinedToTheSameWords() =>
        new FuzzRun(output).Run(
            [.. new[] { "-c a=b\\ c", "--cdc.level=bounded:2s  -c\tx=y", "\\\\ \\" }.Select(Encoding.UTF8.GetBytes)],
            bytes =>
            {
                var words = OptionWords.Split(Encoding.UTF8.GetString(bytes));
                Assert.Equal(words, OptionWords.Split(OptionWords.Join(words)));
                return words.Count > 1;
            }
        );

    private static bool IsWish(SessionRequest session)
    {
        try
        {
            var wish = SessionWish.Read(session);
            Assert.NotEmpty(wish.PacketFor("node"));
            ReadLevel.Parse(wish.Level ?? "any");
            if (wish.Token is { } token)
            {
                SessionToken.Parse(token);
            }

            return true;
        }
        catch (FormatException refused)
        {
            Plain.Check(refused.Message);
            return false;
        }
    }
}
