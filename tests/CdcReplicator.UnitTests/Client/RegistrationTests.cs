using CdcReplicator.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace CdcReplicator.UnitTests.Client;

public class RegistrationTests
{
    [Fact]
    public async Task Get_EmbeddedLog_ConnectsOnce()
    {
        var folder = Directory.CreateTempSubdirectory("cdc-di-");
        try
        {
            var services = new ServiceCollection();
            services.AddCdcReplicator(options =>
            {
                options.Log = $"embedded:{Path.Combine(folder.FullName, "log")}";
                options.LogClient = new ChangeLogOptions { CreateIfMissing = true };
            });
            await using var provider = services.BuildServiceProvider();
            var connection = provider.GetRequiredService<CdcClusterConnection>();

            Assert.Same(await connection.GetAsync(), await connection.GetAsync());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Get_WrongOptions_ListsEveryError()
    {
        var services = new ServiceCollection();
        services.AddCdcReplicator(options =>
        {
            options.Log = "http://nowhere";
            options.PublisherName = "once-mine";
            options.ReadTimeout = TimeSpan.Zero;
            options.MaxUnansweredCommits = 0;
        });
        await using var provider = services.BuildServiceProvider();
        var connection = provider.GetRequiredService<CdcClusterConnection>();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => connection.GetAsync().AsTask());

        Assert.Equal(4, error.Failures.Count());
    }

    [Fact]
    public async Task Get_NoAddress_SaysThatOneIsNeeded()
    {
        var services = new ServiceCollection();
        services.AddCdcReplicator(_ => { });
        await using var provider = services.BuildServiceProvider();
        var connection = provider.GetRequiredService<CdcClusterConnection>();

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => connection.GetAsync().AsTask());

        Assert.StartsWith("Log: ", Assert.Single(error.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OfAConfiguration_AreBoundDeepDown()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["Log"] = "kafka://broker:9092/shop",
                    ["PublisherName"] = "shop",
                    ["SchemaRegistryUrl"] = "http://registry:8081",
                    ["ApplyTimeout"] = "00:00:07",
                    ["MaxUnansweredCommits"] = "7",
                    ["NodeCredentials:postgres"] = "Username=app",
                    ["Routing:Policy"] = "weighted",
                    ["Routing:Weights:a"] = "0.5",
                    ["Routing:NodeHosts:0"] = "*.example.org",
                    ["LogClient:CreateIfMissing"] = "true",
                    ["LogClient:Kafka:AppendTimeout"] = "00:00:09",
                }
            )
            .Build();

        var options = configuration.Get<CdcClusterOptions>()!;

        Assert.Empty(options.Validate());
        Assert.Equal("kafka://broker:9092/shop", options.Log);
        Assert.Equal("shop", options.PublisherName);
        Assert.Equal(new Uri("http://registry:8081"), options.SchemaRegistryUrl);
        Assert.Equal(TimeSpan.FromSeconds(7), options.ApplyTimeout);
        Assert.Equal(CdcClusterOptions.DefaultReadTimeout, options.ReadTimeout);
        Assert.Equal(7, options.MaxUnansweredCommits);
        Assert.Equal("Username=app", options.NodeCredentials["postgres"]);
        Assert.Equal("weighted", options.Routing.Policy);
        Assert.Equal(0.5, options.Routing.Weights["a"]);
        Assert.Equal("*.example.org", Assert.Single(options.Routing.NodeHosts));
        Assert.True(options.LogClient.CreateIfMissing);
        Assert.Equal(TimeSpan.FromSeconds(9), options.LogClient.Kafka.AppendTimeout);
    }

    [Fact]
    public async Task Connect_AddressInTheOptions_IsThatOfTheLogAndLaterChangesDoNothing()
    {
        using var folder = new TempFolder();
        var options = new CdcClusterOptions
        {
            Log = $"embedded:{folder.At("log.db")}",
            LogClient = new ChangeLogOptions { CreateIfMissing = true },
        };
        await using var cluster = await CdcCluster.ConnectAsync(options);
        options.Log = "nonsense";

        await using var same = await CdcCluster.ConnectAsync($"embedded:{folder.At("log.db")}", options);

        Assert.Equal(cluster.Settings.Log, same.Settings.Log);
        await Assert.ThrowsAsync<ReplicationException>(() => CdcCluster.ConnectAsync(options));
        Assert.StartsWith("Log: ", Assert.Single(options.Validate()), StringComparison.Ordinal);
    }
}
