using CdcReplicator.Applier;
using Xunit;

namespace CdcReplicator.UnitTests.Applier;

public sealed class OpenedReaderTests
{
    private readonly OpenedReader _opened = new();

    [Fact]
    public async Task Offer_InTime_IsTakenOnce()
    {
        var reader = new IdleReader();
        await _opened.OfferAsync(_opened.NewTicket(), reader);

        Assert.Same(reader, _opened.Take());
        Assert.Null(_opened.Take());
        Assert.False(reader.IsDisposed);
    }

    [Fact]
    public async Task Offer_ReadingWasStoppedMeanwhile_IsDisposed()
    {
        var reader = new IdleReader();
        var ticket = _opened.NewTicket();
        await _opened.DiscardAsync();

        await _opened.OfferAsync(ticket, reader);

        Assert.True(reader.IsDisposed);
        Assert.Null(_opened.Take());
    }

    [Fact]
    public async Task Offer_AnotherOpeningHasBegun_IsDisposed()
    {
        var reader = new IdleReader();
        var ticket = _opened.NewTicket();
        _opened.NewTicket();

        await _opened.OfferAsync(ticket, reader);

        Assert.True(reader.IsDisposed);
    }

    [Fact]
    public async Task Discard_OfferedAndNotTaken_IsDisposed()
    {
        var reader = new IdleReader();
        await _opened.OfferAsync(_opened.NewTicket(), reader);

        await _opened.DiscardAsync();

        Assert.True(reader.IsDisposed);
    }
}
