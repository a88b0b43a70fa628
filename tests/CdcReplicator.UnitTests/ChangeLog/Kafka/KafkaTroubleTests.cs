using CdcReplicator.ChangeLog;
using Confluent.Kafka;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace CdcReplicator.UnitTests;

public sealed class KafkaTroubleTests
{
    /// <summary>Codes as a client reports them, <c>ok</c> for an answer, numbers for seconds that pass.</summary>
    [Theory]
    [InlineData("", false)]
    [InlineData("Local_Authentication", false)]
    [InlineData("Local_Authentication 5", true)]
    [InlineData("Local_Ssl Local_AllBrokersDown 5", true)]
    [InlineData("Local_Ssl 3 Local_Ssl 3", true)]
    [InlineData("Local_Ssl 3 ok 5", false)] // The broker was stopping, and is back.
    [InlineData("Local_Ssl Local_Transport 30", false)] // It is not back yet.
    [InlineData("Local_Ssl 9 Local_Transport Local_Authentication 1", false)]
    [InlineData("Local_Transport 60", false)]
    public void IsRefused_WhatWasTold_CountsOnlyARefusalThatStands(string told, bool expected)
    {
        var time = new FakeTimeProvider();
        var trouble = new KafkaTrouble(time);
        foreach (var word in told.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (int.TryParse(word, null, out var seconds))
            {
                time.Advance(TimeSpan.FromSeconds(seconds));
            }
            else if (word == "ok")
            {
                trouble.Clear();
            }
            else
            {
                trouble.Note(new Error(Enum.Parse<ErrorCode>(word)));
            }
        }

        Assert.Equal(expected, trouble.IsRefused);
    }
}
