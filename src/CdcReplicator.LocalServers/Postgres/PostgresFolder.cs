namespace CdcReplicator.LocalServers;

/// <summary>The folder of a <see cref="PostgresServer"/>: its data, messages, certificate and key.</summary>
/// <param name="Root">Where it is; made if it is missing.</param>
internal sealed record PostgresFolder(string Root)
{
    /// <summary>The data.</summary>
    public string Data => Path.Combine(Root, "data");

    /// <summary>Where the server writes its messages.</summary>
    public string Log => Path.Combine(Root, "server.log");

    /// <summary>The certificate, if it has one.</summary>
    public string Certificate => Path.Combine(Root, "server.crt");

    /// <summary>The certificate's key.</summary>
    public string Key => Path.Combine(Root, "server.key");

    /// <summary>Makes the data, readable for the account of the server only.</summary>
    /// <param name="binaries">The folder of PostgreSQL's programs.</param>
    /// <param name="password">The password of the superuser.</param>
    /// <param name="certificate">The server's certificate, with which only clients that speak TLS get in.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="LocalServerException">A program failed.</exception>
    public async Task FillAsync(
        string binaries,
        string password,
        ServerCertificate? certificate,
        CancellationToken cancellationToken
    )
    {
        Directory.CreateDirectory(Root);
        var passwordFile = Path.Combine(Root, "password");
        await File.WriteAllTextAsync(passwordFile, password, cancellationToken).ConfigureAwait(false);
        if (certificate is not null)
        {
            File.Copy(certificate.File, Certificate);
            File.Copy(certificate.Key, Key);
            await ChildProcessLauncher.RunAsync("chmod", ["600", Key], cancellationToken).ConfigureAwait(false);
        }

        if (ServerAccount.IsRoot)
        {
            await ChildProcessLauncher
                .RunAsync("chown", ["-R", ServerAccount.Name, Root], cancellationToken)
                .ConfigureAwait(false);
        }

        string[] initdb =
        [
            Path.Combine(binaries, "initdb"),
            "--pgdata=" + Data,
            "--username=" + PostgresServer.User,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--no-sync",
        ];
        var command = ServerAccount.Wrap(initdb);
        await ChildProcessLauncher.RunAsync(command[0], command[1..], cancellationToken).ConfigureAwait(false);
        File.Delete(passwordFile);
        if (certificate is not null)
        {
            await File.WriteAllTextAsync(
                    Path.Combine(Data, "pg_hba.conf"),
                    "hostssl all,replication all 127.0.0.1/32 scram-sha-256\n",
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
    }

    /// <summary>The last lines of the server's messages.</summary>
    public string LastMessages() =>
        File.Exists(Log) ? string.Join(" | ", File.ReadLines(Log).TakeLast(5)) : "it wrote nothing";
}
