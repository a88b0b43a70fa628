using System.Data;
using System.Data.Common;

namespace CdcReplicator.Router;

/// <summary>A query for a node's position in the given log.</summary>
internal static class PositionQuery
{
    /// <summary>A command of a text in which <c>@log</c> is the log's id.</summary>
    public static DbCommand Make(DbConnection connection, string sql, LogId log)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        var parameter = command.CreateParameter();
        parameter.ParameterName = "log";
        parameter.DbType = DbType.String;
        parameter.Value = log.ToString();
        command.Parameters.Add(parameter);
        return command;
    }
}
