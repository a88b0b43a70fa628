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
}
