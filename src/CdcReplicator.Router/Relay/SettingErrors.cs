namespace CdcReplicator.Router;

/// <summary>The errors of a set of settings, as they are found.</summary>
internal sealed class SettingErrors
{
    private readonly List<string> _found = [];

    /// <summary>Those found so far; each names the setting and what it must be.</summary>
    public IReadOnlyList<string> Found => _found;

    /// <summary>Adds an error in words of its own.</summary>
    public void Add(string error) => _found.Add(error);

    /// <summary>Adds an error unless a condition is met.</summary>
    /// <param name="isMet">The condition.</param>
    /// <param name="name">The setting.</param>
    /// <param name="value">Its value.</param>
    /// <param name="expected">What it must be.</param>
    public void Require(bool isMet, string name, object value, string expected)
    {
        if (!isMet)
        {
            _found.Add(FormattableString.Invariant($"{name} is {value}; it must be {expected}."));
        }
    }

    /// <summary>Adds an error unless a time is longer than zero.</summary>
    public void RequirePositive(string name, TimeSpan value) =>
        Require(value > TimeSpan.Zero, name, value, "longer than zero");
}
