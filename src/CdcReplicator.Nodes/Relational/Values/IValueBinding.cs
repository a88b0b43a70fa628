using System.Data.Common;
using CdcReplicator.Model;

namespace CdcReplicator.Nodes;

/// <summary>
/// How canonical values (those <c>ValueCoercion</c> makes for a column's type) enter and leave one kind of database.
/// Stateless and thread-safe.
/// </summary>
internal interface IValueBinding
{
    /// <summary>A parameter that carries a value.</summary>
    /// <param name="name">
    /// The placeholder, <c>$1</c>, <c>$2</c> ... Parameters are added in this order, so a positional database ignores
    /// it.
    /// </param>
    /// <param name="canonical">The value; never <see cref="DataKind.Unavailable"/> or untyped.</param>
    /// <param name="type">The column's type.</param>
    DbParameter CreateParameter(string name, in DataValue canonical, ColumnType type);

    /// <summary>Reads back the canonical value of a column selected by <see cref="SelectExpression"/>.</summary>
    DataValue Read(DbDataReader reader, int ordinal, ColumnType type);

    /// <summary>The placeholder as it stands in a statement, cast if the database needs it: <c>$1::inet</c>.</summary>
    string ParameterExpression(string name, ColumnType type);

    /// <summary>
    /// The column as it stands in a select list, converted if it cannot be read as it is: <c>"addr"::text</c>.
    /// </summary>
    string SelectExpression(string quotedColumn, ColumnType type);
}
