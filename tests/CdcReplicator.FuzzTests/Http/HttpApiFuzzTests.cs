using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using CdcReplicator.ChangeLog;
using CdcReplicator.EndToEndTests;
using CdcReplicator.LocalServers;
using CdcReplicator.Testing;
using Xunit;
using Xunit.Abstractions;

namespace CdcReplicator.FuzzTests;

/// <summary>
/// The HTTP API of <c>route</c>, over a socket: any bytes are answered or hung up on, and the process goes on, without
/// its memory growing and with nothing on its output that a terminal obeys.
/// </summary>
public sealed class HttpApiFuzzTests(ITestOutputHelper output)
{
    /// <summary>Requests at a time: nearly all of a request's time it waits.</summary>
    private const int Workers = 16;

    private const long MemoryLimit = 512L << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long an answer to a damaged request is waited for. Some wait for their rest; they are told then that none
    /// comes, and must end.
    /// </summary>
    private static readonly TimeSpan Hanging = TimeSpan.FromMilliseconds(100);

    /// <summary>How often each status came.</summary>
    private readonly ConcurrentDictionary<string, int> _answers = new(StringComparer.Ordinal);

    [Fact]
    public async Task Route_AnyRequest_IsAnsweredOrHungUpOnAndTheProcessGoesOn()
    {
        using var folder = new TempFolder();
        var log = $"embedded:{folder.At("log.db")}";
        await using (await EmbeddedChangeLog.OpenAsync(folder.At("log.db"), new(), TimeProvider.System, default)) { }

        var ports = FreePorts.Take(2);
        var address = new IPEndPoint(IPAddress.Loopback, ports[1]);
        await using var process = await CliProcess.StartAsync(
            folder.Path,
            new Dictionary<string, string> { ["CdcReplicator__Router__WaitTimeout"] = "00:00:00.010" },
            "route",
            "--log",
            log,
            "--listen",
            $"127.0.0.1:{ports[0]}",
            "--http",
            address.ToString()
        );
        await UntilLiveAsync(address);

        // Else all that is damaged of them is refused at the door.
        Assert.All(Samples, sample => Assert.DoesNotContain(" 403 ", FirstLine(Ask(address, sample, Patience))));
        new FuzzRun(output).RunSideBySide(Samples, bytes => IsAnswered(address, bytes), Workers);

        output.WriteLine(
            string.Join(", ", _answers.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}"))
        );
        Assert.Contains("200 OK", Ask(address, Get("/health/live"), Patience), StringComparison.Ordinal);
        var resident = ResidentBytes(process.Id);
        output.WriteLine($"{resident >> 20} MiB resident in the end");
        Assert.InRange(resident, 1, MemoryLimit);
        await process.TerminateAsync();
        var result = await process.WaitAsync();
        Assert.Equal(0, result.Code);
        foreach (var line in (result.Output + result.Errors).Split('\n'))
        {
            Plain.Check(line);
            Assert.Equal(CdcReplicator.Model.Printable.Line(line), line);
        }
    }

    private static string FirstLine(string answer) => answer.Split('\r')[0];

    private static IReadOnlyList<byte[]> Samples { get; } =
    [
        Get("/route?level=bounded:2s&kind=postgres"),
        Get("/route?token=0123456789abcdef0123456789abcdef:5&level=session"),
        Get("/route?level=at-least:0123456789abcdef0123456789abcdef:5"),
        Get("/health/ready"),
        Get("/metrics"),
        Encoding.ASCII.GetBytes(
            "POST /route HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                + "2\r\n{}\r\n0\r\n\r\n"
        ),
    ];

    private static byte[] Get(string path) =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

    private bool IsAnswered(IPEndPoint address, byte[] request)
    {
        // With an end of the headers behind it, so that few wait for more.
        var answer = Ask(address, [.. request, .. "\r\n\r\n"u8], Hanging);
        _answers.AddOrUpdate(FirstLine(answer), 1, (_, count) => count + 1);
        Assert.DoesNotContain("HTTP/1.1 500", answer, StringComparison.Ordinal);
        Assert.True(answer.Length == 0 || answer.StartsWith("HTTP/1.1 ", StringComparison.Ordinal), answer);
        return answer.StartsWith("HTTP/1.1 200", StringComparison.Ordinal)
            || answer.StartsWith("HTTP/1.1 503", StringComparison.Ordinal);
    }

    /// <summary>Sends it, and reads to the end; if nothing comes for a time, ends the request first.</summary>
    private static string Ask(IPEndPoint address, byte[] request, TimeSpan patience)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp)
        {
            ReceiveTimeout = (int)Patience.TotalMilliseconds,
            LingerState = new LingerOption(true, 0),
        };
        socket.Connect(address);
        var answer = new StringBuilder();
        try
        {
            socket.Send(request);
            var buffer = new byte[4096];
            var isEnded = false;
            while (true)
            {
                if (!isEnded && !socket.Poll(patience, SelectMode.SelectRead))
                {
                    socket.Shutdown(SocketShutdown.Send);
                    isEnded = true;
                }

                var read = socket.Receive(buffer);
                if (read == 0)
                {
                    return answer.ToString();
                }

                answer.Append(Encoding.Latin1.GetString(buffer, 0, read));
            }
        }
        catch (SocketException e)
            when (e.SocketErrorCode
                    is SocketError.ConnectionReset
                        or SocketError.ConnectionAborted
                        or SocketError.Shutdown
                        or SocketError.NotConnected
            )
        {
            // Hung up on.
            return answer.ToString();
        }
    }

    private static async Task UntilLiveAsync(IPEndPoint address)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            try
            {
                if (Ask(address, Get("/health/live"), Patience).Contains("200 OK", StringComparison.Ordinal))
                {
                    return;
                }
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.ConnectionRefused)
            {
                // Not there yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }
    }

    private static long ResidentBytes(int process)
    {
        var line = File.ReadLines($"/proc/{process}/status")
            .First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return 1024
            * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
