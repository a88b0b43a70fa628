using Microsoft.AspNetCore.Http;
using Xunit;

namespace CdcReplicator.UnitTests.AspNetCore;

public sealed class CdcSessionOptionsTests
{
    [Fact]
    public void Validate_Defaults_HasNoErrors() => Assert.Empty(new CdcSessionOptions().Validate());

    [Fact]
    public void Validate_NowhereToTravel_SaysSo()
    {
        var options = new CdcSessionOptions { Cookie = null, HeaderName = null };

        Assert.Contains("Neither", Assert.Single(options.Validate()), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_WrongKeys_NamesEachWithoutShowingIt()
    {
        var options = new CdcSessionOptions();
        options.SigningKeys.Add("not base64, but secret");
        options.SigningKeys.Add(Convert.ToBase64String(new byte[31]));
        options.SigningKeys.Add(Convert.ToBase64String(new byte[32]));

        var errors = options.Validate();

        Assert.Equal(2, errors.Count);
        Assert.Contains("SigningKeys[0]", errors[0], StringComparison.Ordinal);
        Assert.Contains("SigningKeys[1]", errors[1], StringComparison.Ordinal);
        Assert.DoesNotContain(errors, error => error.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void Validate_CookieWithoutName_SaysSo()
    {
        var options = new CdcSessionOptions { Cookie = new CookieBuilder() };

        Assert.Contains("no name", Assert.Single(options.Validate()), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_NamesHttpForbids_NamesEach()
    {
        var options = new CdcSessionOptions
        {
            Cookie = new CookieBuilder { Name = "a;b" },
            HeaderName = "my header",
        };

        Assert.Collection(
            options.Validate(),
            error => Assert.Contains("Cookie.Name 'a;b'", error, StringComparison.Ordinal),
            error => Assert.Contains("HeaderName 'my header'", error, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Validate_CookieThatBrowsersDrop_SaysSo()
    {
        var options = new CdcSessionOptions();
        options.Cookie!.SameSite = SameSiteMode.None;

        Assert.Contains("SameSite None", Assert.Single(options.Validate()), StringComparison.Ordinal);
        options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
        Assert.Empty(options.Validate());
    }

    [Fact]
    public void Validate_AnswerThatIsNone_SaysSo()
    {
        var options = new CdcSessionOptions { OnBadToken = (BadTokenAnswer)7 };

        Assert.Contains("OnBadToken is 7", Assert.Single(options.Validate()), StringComparison.Ordinal);
    }
}
