using CdcReplicator.Model;
using Npgsql;

namespace CdcReplicator.Nodes;

/// <summary>
/// Asks what the server says of many rows by their values alone: they are staged, and a function of the session writes
/// one after the other, takes it back and returns what refused it. One way there and back for all.
/// </summary>
internal sealed class PostgresJudge(NodeSession session, PostgresCopy copy, PostgresBatchSql sql)
{
    /// <summary>What the function says to itself to take a row back that was written.</summary>
    private const string TakenBack = "CDC00";

    private const string Staging = "pg_temp.cdc_replicator_judged";
    private const string Function = "pg_temp.cdc_replicator_judge";

    /// <summary>A judgement for each row. What it makes is gone with the savepoint around it.</summary>
    public async Task<RowJudgement[]> JudgeAsync(JudgedRows rows, CancellationToken stop)
    {
        var (table, written) = (rows.Table, rows.Statement.Columns);
        int[] columns = rows.Inserts ? written : [.. written.Union(table.Key)];
        var staged = new StagedColumns(Staging, table, columns);
        foreach (var statement in Preparing(staged, sql.WriteOne(staged, rows.Inserts, written)))
        {
            await session.QueueAsync(statement, stop).ConfigureAwait(false);
        }

        await FillAsync(staged, rows.Rows, stop).ConfigureAwait(false);
        var judgements = new RowJudgement[rows.Rows.Count];
        Array.Fill(judgements, RowJudgement.Passes);
        var connection = (NpgsqlConnection)await session.ReadyAsync(stop).ConfigureAwait(false);
        var command = new NpgsqlCommand($"SELECT * FROM {Function}()", connection);
        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(stop).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(stop).ConfigureAwait(false))
                {
                    judgements[reader.GetInt32(0)] = RowJudgement.Of(ErrorOf(reader));
                }
            }
        }

        return judgements;
    }

    private static IEnumerable<string> Preparing(StagedColumns staged, string write)
    {
        var definitions = staged.Columns.Select(
            (column, i) => $", c{i} {PostgresStaging.TypeOf(staged.Table.Columns[column].Type)}"
        );
        yield return $"CREATE TEMP TABLE {staged.Name["pg_temp.".Length..]} (n int{string.Concat(definitions)}) ON "
            + "COMMIT DROP";
        yield return $"""
            CREATE FUNCTION {Function}() RETURNS TABLE (
              o_n int, o_code text, o_constraint text, o_column text, o_type text, o_schema text, o_table text)
            LANGUAGE plpgsql AS $cdc_replicator$
            #variable_conflict use_column
            DECLARE s record;
            BEGIN
              FOR s IN SELECT * FROM {staged.Name} LOOP
                BEGIN
                  {write};
                  RAISE SQLSTATE '{TakenBack}';
                EXCEPTION
                  WHEN SQLSTATE '{TakenBack}' THEN NULL;
                  WHEN data_exception OR integrity_constraint_violation OR with_check_option_violation THEN
                    GET STACKED DIAGNOSTICS o_code = RETURNED_SQLSTATE, o_constraint = CONSTRAINT_NAME,
                      o_column = COLUMN_NAME, o_type = PG_DATATYPE_NAME, o_schema = SCHEMA_NAME, o_table = TABLE_NAME;
                    o_n := s.n;
                    RETURN NEXT;
                END;
              END LOOP;
            END $cdc_replicator$
            """;
    }

    private Task FillAsync(StagedColumns staged, List<DataValue[]> rows, CancellationToken stop)
    {
        var types = Array.ConvertAll(staged.Columns, column => staged.Table.Columns[column].Type);
        return copy.SendAsync(
            $"COPY {staged.Name} FROM STDIN (FORMAT BINARY)",
            rows.Count,
            staged.Columns.Length + 1,
            (buffer, row) =>
            {
                buffer.Int32(sizeof(int));
                buffer.Int32(row);
                for (var i = 0; i < types.Length; i++)
                {
                    PostgresBinary.Write(buffer, rows[row][staged.Columns[i]], types[i]);
                }
            },
            stop
        );
    }

    private static DatabaseError ErrorOf(NpgsqlDataReader reader)
    {
        var refusal = new PostgresRefusal(
            reader.GetString(1),
            TextOf(reader, 2),
            TextOf(reader, 3),
            TextOf(reader, 4),
            TextOf(reader, 5),
            TextOf(reader, 6)
        );
        return new DatabaseError(
            refusal.SqlState,
            PostgresErrors.Problem(PostgresErrors.Refusal(refusal), refusal.SqlState),
            PostgresErrors.Classify(refusal.SqlState)
        );
    }

    /// <summary>What the server does not tell is an empty text there.</summary>
    private static string? TextOf(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) || reader.GetString(column) is not { Length: > 0 } text ? null : text;
}
