using CdcReplicator.ChangeLog;
using CdcReplicator.Model;
using Microsoft.Extensions.Options;

namespace CdcReplicator.Client;

internal sealed class CdcReplicatorOptionsValidator : IValidateOptions<CdcReplicatorOptions>
{
    public ValidateOptionsResult Validate(string? name, CdcReplicatorOptions options)
    {
        var errors = options.ToClusterOptions().Validate().ToList();
        try
        {
            ChangeLogUri.Parse(options.Log);
        }
        catch (ReplicationException error)
        {
            errors.Insert(0, $"{nameof(CdcReplicatorOptions.Log)}: {error.Message}");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
