using Microsoft.Extensions.Options;

namespace CdcReplicator.Client;

/// <summary>Reports every error of the options at once; with dependency injection the address is among them.</summary>
internal sealed class CdcClusterOptionsValidator : IValidateOptions<CdcClusterOptions>
{
    public ValidateOptionsResult Validate(string? name, CdcClusterOptions options)
    {
        var errors = (options with { Log = options.Log ?? "" }).Validate();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
