using CdcReplicator.ChangeLog;
using CdcReplicator.Client;
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
}
