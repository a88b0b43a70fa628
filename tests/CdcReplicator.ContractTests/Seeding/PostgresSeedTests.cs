using CdcReplicator.Nodes;
using CdcReplicator.Testing;
using Npgsql;
using Xunit;

namespace CdcReplicator.ContractTests;

/// <summary>What only PostgreSQL has, from server to server.</summary>
public sealed class PostgresSeedTests
{
    private const string Schema = """
        CREATE EXTENSION hstore; CREATE EXTENSION citext SCHEMA public; CREATE EXTENSION btree_gist;
        CREATE SCHEMA "odd ""Schema"; CREATE SCHEMA sales;
        CREATE COLLATION sales.nocase (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
        CREATE TYPE sales.tier AS ENUM ('gold''s', 'back\slash', 'bronze'); ALTER TYPE sales.tier ADD VALUE 'first'
          BEFORE 'gold''s';
        CREATE DOMAIN sales.price AS numeric(9,2) DEFAULT 1.5 CHECK (VALUE >= 0);
        CREATE SEQUENCE sales.free START 7 INCREMENT 3 CYCLE MAXVALUE 1000;
        CREATE TABLE sales.parents (id bigint GENERATED ALWAYS AS IDENTITY (START 5 INCREMENT 5) PRIMARY KEY, name
          text COLLATE "C" NOT NULL UNIQUE,
          code varchar(5) DEFAULT 'x''y', tier sales.tier, tiers sales.tier[], price sales.price, mail public.citext,
            doc text COLLATE sales.nocase,
          twice numeric GENERATED ALWAYS AS (id * 2) STORED, bag public.hstore, CHECK (length(name) > 0)) WITH
            (fillfactor = 70);
        CREATE TABLE sales.children (id serial PRIMARY KEY, parent bigint REFERENCES sales.parents ON DELETE CASCADE
          ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
          n int DEFAULT nextval('sales.free'), during tsrange, EXCLUDE USING gist (n WITH =, during WITH &&), UNIQUE
            (parent, n) DEFERRABLE);
        CREATE INDEX lower_name ON sales.parents (lower(name), code DESC NULLS LAST) INCLUDE (price) WHERE code IS NOT
          NULL;
        CREATE INDEX ON sales.children USING hash (parent); CREATE UNIQUE INDEX "odd idx" ON sales.children (id, (n +
          1));
        ALTER TABLE sales.parents ALTER COLUMN doc SET STORAGE EXTERNAL;
        ALTER TABLE sales.children ADD CONSTRAINT later CHECK (n < 100000) NOT VALID;
        CREATE TABLE "odd ""Schema"."Odd.Table" ("a b" int, "c""d" text); CREATE TABLE empty_one (id int PRIMARY KEY);
        ALTER TABLE "odd ""Schema"."Odd.Table" REPLICA IDENTITY FULL;
        CREATE TABLE events (id int, at date NOT NULL, v text, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
        CREATE TABLE events_old PARTITION OF events FOR VALUES FROM (MINVALUE) TO ('2024-01-01');
        CREATE TABLE events_new PARTITION OF events FOR VALUES FROM ('2024-01-01') TO (MAXVALUE) PARTITION BY HASH (id);
        CREATE TABLE events_new_0 PARTITION OF events_new FOR VALUES WITH (MODULUS 2, REMAINDER 0);
        CREATE TABLE events_new_1 (v text, at date NOT NULL, id int NOT NULL); ALTER TABLE events_new ATTACH PARTITION
          events_new_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
        CREATE INDEX events_v ON events (v); CREATE STATISTICS sales.both (dependencies) ON id, name FROM sales.parents;
        """;

    private const string Rows = """
        INSERT INTO sales.parents (name, tier, tiers, price, mail, doc, bag) SELECT 'n' || i, 'first', ARRAY['bronze',
          'gold''s']::sales.tier[],
          i, 'M' || i, repeat('d', i), 'a=>1'::hstore FROM generate_series(1, 500) i;
        INSERT INTO sales.children (parent, n, during) SELECT i * 5, i, '[2024-01-01,2024-02-01)' FROM
          generate_series(1, 500) i;
        INSERT INTO "odd ""Schema"."Odd.Table" VALUES (1, NULL), (1, NULL), (1, ''), (NULL, E'\t\n\\.');
        INSERT INTO events SELECT i, date '2023-06-01' + i, 'v' || i FROM generate_series(1, 500) i;
        SELECT nextval('sales.free');
        """;

    [PostgresFact]
    public async Task Seed_EverythingADonorHas_IsThereAsItWas()
    {
        await using var pair = await SeedPair.CreateAsync(NodeKinds.Postgres, NodeKinds.Postgres, Schema);
        await pair.Donor.ExecuteAsync(Rows);

        await pair.SeedAsync();

        await pair.AssertEqualAfterReplayAsync();
        Assert.Equal(await DescribeAsync(pair.Donor), await DescribeAsync(pair.Target));
        Assert.Equal(
            await pair.Donor.QueryAsync("SELECT nextval('sales.free'), nextval('sales.children_id_seq')"),
            await pair.Target.QueryAsync("SELECT nextval('sales.free'), nextval('sales.children_id_seq')")
        );
    }

    /// <summary>All that the catalog says of tables, as statements.</summary>
    private static async Task<string[]> DescribeAsync(TestNode node)
    {
        var settings = new NpgsqlConnectionStringBuilder(node.Options.ConnectionString)
        {
            Pooling = false,
            SearchPath = PostgresSession.SearchPath,
        };
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync();
        var tables = await PostgresSeedSchemaReader.FindTablesAsync(connection, _ => true, CancellationToken.None);
        var reader = new PostgresSeedSchemaReader(connection, tables);
        var steps = await reader.ReadStepsAsync(CancellationToken.None);
        return
        [
            .. (await reader.ReadMakesAsync(CancellationToken.None)).Select(make => make.Sql).Order(),
            .. steps.Select(step => step.Sql).Order(),
        ];
    }
}
