using Microsoft.Extensions.Options;

namespace CdcReplicator.AspNetCore;

/// <summary>Reports every error of the options at once.</summary>
internal sealed class CdcSessionOptionsValidator : IValidateOptions<CdcSessionOptions>
{
    public ValidateOptionsResult Validate(string? name, CdcSessionOptions options) =>
        options.Validate() is { Count: > 0 } errors
            ? ValidateOptionsResult.Fail(errors)
            : ValidateOptionsResult.Success;
}
