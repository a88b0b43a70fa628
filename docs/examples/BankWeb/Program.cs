using CdcReplicator;
using Dapper;

// A web application whose users see what they have just written, whichever node answers. Nodes have the tables of
// ../BankTransfers/schema.sql:
//   export BANK_SESSION_KEY=$(openssl rand -base64 32)
//   dotnet run --project docs/examples/BankWeb -- --log embedded:/path/to/log
var builder = WebApplication.CreateBuilder(args);
var log = builder.Configuration["log"] ?? "";
var login = builder.Configuration["BANK_POSTGRES_LOGIN"] ?? "";
var key = builder.Configuration["BANK_SESSION_KEY"] ?? "";
builder.Services.AddCdcReplicator(options =>
{
    options.Log = log;
    options.NodeCredentials["postgres"] = login;
});
builder.Services.AddCdcSessions(options => options.SigningKeys.Add(key));
var app = builder.Build();
app.UseCdcSessions();

app.MapPut(
    "/accounts/{id}",
    (long id, Account account, CdcSession session) =>
        session.WriteAsync(tx => tx.Upsert("accounts", account with { Id = id }))
);
app.MapGet(
    "/accounts/{id}",
    async (long id, CdcSession session) =>
    {
        await using var connection = await session.OpenConnectionAsync();
        const string sql = "SELECT id, owner, balance FROM accounts WHERE id = @id";
        return await connection.QuerySingleOrDefaultAsync<Account>(sql, new { id });
    }
);
await app.RunAsync();

internal sealed record Account(long Id, string Owner, long Balance);
