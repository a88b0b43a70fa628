namespace CdcReplicator.OrdinaryDaysTests;

/// <summary>Something that happens on ordinary days while everybody works.</summary>
internal interface IOrdinaryThing
{
    /// <summary>Whether it can happen on such a day.</summary>
    bool CanHappen(Day day) => true;

    Task HappenAsync(Day day, Random random);

    /// <summary>What a person does afterwards, as far as something is left to do.</summary>
    Task PutRightAsync(Day day) => Task.CompletedTask;
}
