namespace CdcReplicator.Bench;

/// <summary>Text that costs little to make and does not compress to nothing: pieces of one random page.</summary>
internal sealed class RandomText
{
    private const int PageLength = 1 << 16;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private readonly Random _random;
    private readonly string _page;

    public RandomText(Random random)
    {
        _random = random;
        _page = string.Create(PageLength, random, static (page, source) => source.GetItems(Alphabet.AsSpan(), page));
    }

    /// <summary>A piece of that many characters.</summary>
    public string Next(int length) => _page.Substring(_random.Next(PageLength - length), length);
}
