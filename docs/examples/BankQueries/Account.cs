using System.ComponentModel.DataAnnotations.Schema;

namespace BankQueries;

/// <summary>A row of <c>accounts</c>. The attributes are for EF Core; Dapper needs none.</summary>
[Table("accounts")]
internal sealed record Account(
    [property: Column("id")] long Id,
    [property: Column("owner")] string Owner,
    [property: Column("balance")] long Balance
);
