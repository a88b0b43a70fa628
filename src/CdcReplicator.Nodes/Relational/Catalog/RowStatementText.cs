using System.Text;

namespace CdcReplicator.Nodes;

/// <summary>Makes the statements that write the columns of one row.</summary>
internal sealed class RowStatementText(TableMapping table, ISqlDialect dialect, ColumnExpressions expressions)
{
    /// <summary>Makes the statement; without text if there is nothing to write.</summary>
    public RowStatement Make(StatementKind kind, int[] columns)
    {
        if (kind is StatementKind.Insert or StatementKind.Upsert)
        {
            return new RowStatement(InsertSql(kind, columns), columns);
        }

        int[] written =
        [
            .. columns.Where(c =>
                table.IsKey[c] ? kind == StatementKind.UpdateWithKey : !table.Columns[c].IdentityAlways
            ),
        ];
        var sql =
            written.Length == 0
                ? ""
                : $"UPDATE {dialect.Table(table.Name)} SET {expressions.Assignments(written)} WHERE "
                    + $"{expressions.KeyCondition(written.Length + 1)}";
        return new RowStatement(sql, written);
    }

    private string InsertSql(StatementKind kind, int[] columns)
    {
        if (columns.Length == 0)
        {
            return $"INSERT INTO {dialect.Table(table.Name)} DEFAULT VALUES";
        }

        var sql = new StringBuilder("INSERT INTO ").Append(dialect.Table(table.Name)).Append(" (");
        sql.AppendJoin(", ", columns.Select(expressions.Quoted)).Append(')');
        if (columns.Any(c => table.Columns[c].IdentityAlways))
        {
            sql.Append(" OVERRIDING SYSTEM VALUE");
        }

        sql.Append(" VALUES (")
            .AppendJoin(", ", columns.Select((c, i) => expressions.Placeholder(c, i + 1)))
            .Append(')');
        if (kind == StatementKind.Upsert)
        {
            var updated = columns.Where(c => !table.IsKey[c] && !table.Columns[c].IdentityAlways).ToArray();
            sql.Append(" ON CONFLICT (").AppendJoin(", ", table.Key.Select(expressions.Quoted)).Append(") DO ");
            sql.Append(updated.Length == 0 ? "NOTHING" : "UPDATE SET ");
            sql.AppendJoin(", ", updated.Select(c => $"{expressions.Quoted(c)} = excluded.{expressions.Quoted(c)}"));
        }

        return sql.ToString();
    }
}
