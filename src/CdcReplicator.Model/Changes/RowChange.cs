namespace CdcReplicator.Model;

/// <summary>One change of one row, or a truncate of one table. A struct, because every row is one.</summary>
internal readonly record struct RowChange
{
    // Images that are not there are the default: three nullable ones would take 24 bytes more in every row.
    private readonly RowImage _key;
    private readonly RowImage _before;
    private readonly RowImage _after;

    /// <summary>The table.</summary>
    public required TableName Table { get; init; }

    /// <summary>What is done.</summary>
    public required ChangeOperation Operation { get; init; }

    /// <summary>
    /// Key of the row as the record's key or, in a key change, the old key. Null where the publisher sent none: then
    /// the node takes the key from its own catalog and the images.
    /// </summary>
    public RowImage? Key
    {
        get => _key.IsNone ? null : _key;
        init => _key = value.GetValueOrDefault();
    }

    /// <summary>
    /// Old values. Checked: expectations, every column of it must equal the current row. Trusted: only its key columns
    /// are evidence, unless <see cref="BeforeIsComplete"/>.
    /// </summary>
    public RowImage? Before
    {
        get => _before.IsNone ? null : _before;
        init => _before = value.GetValueOrDefault();
    }

    /// <summary>New values: all columns, or only the changed ones of a partial update.</summary>
    public RowImage? After
    {
        get => _after.IsNone ? null : _after;
        init => _after = value.GetValueOrDefault();
    }

    /// <summary>
    /// Whether this update came as a delete and a create that belong together (Debezium's primary-key change).
    /// </summary>
    public bool ChangesKey { get; init; }

    /// <summary>
    /// Whether <see cref="Before"/> may be the row as a whole (REPLICA IDENTITY FULL); needed where the table has no
    /// key.
    /// </summary>
    public bool BeforeIsComplete { get; init; }
}
