using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>How one kind of database spells what every kind has.</summary>
internal interface ISqlDialect
{
    /// <summary>How values enter and leave.</summary>
    IValueBinding Binding { get; }

    /// <summary>An identifier, quoted.</summary>
    string Quote(string identifier);

    /// <summary>A user table, quoted and qualified.</summary>
    string Table(TableName table);

    /// <summary>A table of the state schema, quoted and qualified.</summary>
    string StateTable(string name);

    /// <summary>Query of the names of the state tables that are there.</summary>
    string StateTables { get; }

    /// <summary>
    /// After a query: the rows found stay until the transaction ends. Empty where nobody else can write meanwhile.
    /// </summary>
    string HoldsRows { get; }

    /// <summary>The database's own clock, in whole Unix seconds.</summary>
    string NowSeconds { get; }

    /// <summary>A condition that picks one of the table's rows that meet a condition.</summary>
    string OneRow(TableName table, string condition);

    /// <summary>A condition: column and value are equal, or both NULL.</summary>
    string SameValue(string quotedColumn, string placeholder, ColumnType type);

    /// <summary>What the database says of a row whose values of unique constraints other rows have.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="violated">Places of the constraints in the table's definition, ascending; at least one.</param>
    string SaysOfUniques(TableDefinition table, IReadOnlyList<int> violated);

    /// <summary>What the database says of a row whose parents are missing; null if it may say two things.</summary>
    /// <param name="table">Its table.</param>
    /// <param name="violated">Places of the foreign keys in the table's definition; at least one.</param>
    string? SaysOfForeignKeys(TableDefinition table, IReadOnlyList<int> violated);

    /// <summary>Refuses a table with a column that cannot be carried.</summary>
    /// <exception cref="UnsupportedTypeException">There is one; the message names it and what to do.</exception>
    void RequireSupported(TableDefinition table);
}
