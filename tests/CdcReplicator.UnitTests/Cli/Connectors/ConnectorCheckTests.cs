using CdcReplicator.Cli;
using Xunit;

namespace CdcReplicator.UnitTests.Cli.Connectors;

public sealed class ConnectorCheckTests
{
    private const string MySql = "connector.class=io.debezium.connector.mysql.MySqlConnector\n";
    private const string SqlServer = "connector.class=io.debezium.connector.sqlserver.SqlServerConnector\n";
    private const string Oracle = "connector.class=io.debezium.connector.oracle.OracleConnector\n";
    private const string Add = "transforms=route,x\ntransforms.x.type=";

    [Fact]
    public void Findings_NothingWrong_None()
    {
        Assert.Empty(ConnectorCheck.Findings(ConnectorText.With("")));
    }

    [Theory]
    [InlineData("provide.transaction.metadata")]
    [InlineData("skipped.operations")]
    [InlineData("interval.handling.mode")]
    [InlineData("event.converting.failure.handling.mode")]
    [InlineData("key.converter.replace.null.with.default")]
    [InlineData("value.converter.replace.null.with.default")]
    public void Findings_DefaultThatLoses_IsNamed(string setting)
    {
        var finding = Assert.Single(ConnectorCheck.Findings(ConnectorText.Without(setting)));

        Assert.Equal(setting, finding.Setting);
        Assert.Equal(FindingLevel.Loses, finding.Level);
        Assert.EndsWith("the default", finding.Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("provide.transaction.metadata=false", "provide.transaction.metadata")]
    [InlineData("skipped.operations=t,d", "skipped.operations")]
    [InlineData("decimal.handling.mode=double", "decimal.handling.mode")]
    [InlineData("decimal.handling.mode = DOUBLE", "decimal.handling.mode")]
    [InlineData("time.precision.mode=connect", "time.precision.mode")]
    [InlineData("time.precision.mode=nanoseconds", "time.precision.mode")]
    [InlineData("binary.handling.mode=base64", "binary.handling.mode")]
    [InlineData("binary.handling.mode=base64-url-safe", "binary.handling.mode")]
    [InlineData("interval.handling.mode=numeric", "interval.handling.mode")]
    [InlineData("event.processing.failure.handling.mode=warn", "event.processing.failure.handling.mode")]
    [InlineData("event.converting.failure.handling.mode=skip", "event.converting.failure.handling.mode")]
    [InlineData("errors.tolerance=all", "errors.tolerance")]
    [InlineData("post.processors=reselector", "post.processors")]
    [InlineData("snapshot.mode=no_data", "snapshot.mode")]
    [InlineData("snapshot.mode=never", "snapshot.mode")]
    [InlineData("snapshot.mode=initial_only", "snapshot.mode")]
    [InlineData("snapshot.include.collection.list=public.a", "snapshot.include.collection.list")]
    [InlineData("snapshot.select.statement.overrides=public.a", "snapshot.select.statement.overrides")]
    [InlineData("snapshot.isolation.mode=read_committed", "snapshot.isolation.mode")]
    [InlineData("slot.drop.on.stop=true", "slot.drop.on.stop")]
    [InlineData("publication.autocreate.mode=no_tables", "publication.autocreate.mode")]
    [InlineData("money.fraction.digits=0", "money.fraction.digits")]
    [InlineData("offset.mismatch.strategy=trust_slot", "offset.mismatch.strategy")]
    [InlineData("column.include.list=public.a.b", "column.include.list")]
    [InlineData("column.exclude.list=public.a.b", "column.exclude.list")]
    [InlineData("column.mask.with.10.chars=public.a.b", "column.mask.…")]
    [InlineData("column.truncate.to.10.chars=public.a.b", "column.truncate.…")]
    [InlineData("value.converter.replace.null.with.default=true", "value.converter.replace.null.with.default")]
    [InlineData("transforms=", "transforms")]
    [InlineData("transforms.route.regex=erp[.]public[.].*", "transforms")]
    [InlineData("transforms.route.replacement=log-$0", "transforms")]
    [InlineData("topic.creation.default.partitions=3", "topic.creation.default.partitions")]
    [InlineData("topic.creation.default.cleanup.policy=compact", "topic.creation.default.cleanup.policy")]
    [InlineData(Add + "io.debezium.transforms.ByLogicalTableRouter", "transforms.x.type")]
    [InlineData(Add + "io.debezium.transforms.partitions.PartitionRouting", "transforms.x.type")]
    [InlineData(Add + "org.apache.kafka.connect.transforms.MaskField$Value", "transforms.x.type")]
    [InlineData(Add + "org.apache.kafka.connect.transforms.Filter", "transforms.x.type")]
    [InlineData("producer.override.acks=1", "producer.override.acks")]
    [InlineData(
        "producer.override.max.in.flight.requests.per.connection=5",
        "producer.override.max.in.flight.requests.per.connection"
    )]
    public void Findings_SettingThatLoses_IsNamed(string lines, string setting)
    {
        AssertOnly(lines, setting, FindingLevel.Loses);
    }

    [Theory]
    [InlineData(MySql + "enable.time.adjuster=false", "bigint.unsigned.handling.mode")]
    [InlineData(MySql + "bigint.unsigned.handling.mode=precise", "enable.time.adjuster")]
    [InlineData(
        MySql + "enable.time.adjuster=false\nbigint.unsigned.handling.mode=precise\nsnapshot.locking.mode=none",
        "snapshot.locking.mode"
    )]
    [InlineData(
        MySql
            + "enable.time.adjuster=false\nbigint.unsigned.handling.mode=precise\n"
            + "schema.history.internal.skip.unparseable.ddl=true",
        "schema.history.internal.skip.unparseable.ddl"
    )]
    [InlineData(SqlServer, "snapshot.isolation.mode")]
    [InlineData(Oracle, "lob.enabled")]
    [InlineData(Oracle + "lob.enabled=true\ninterval.handling.mode=numeric", "interval.handling.mode")]
    [InlineData(
        Oracle + "lob.enabled=true\nlog.mining.transaction.retention.ms=60000",
        "log.mining.transaction.retention.ms"
    )]
    [InlineData(
        Oracle + "lob.enabled=true\nlog.mining.username.exclude.list=BATCH",
        "log.mining.username.exclude.list"
    )]
    public void Findings_OtherDatabases_AreJudgedByTheirOwnRules(string lines, string setting)
    {
        AssertOnly(lines, setting, FindingLevel.Loses);
    }

    [Theory]
    [InlineData(Add + "io.debezium.transforms.ExtractNewRecordState", "transforms.x.type")]
    [InlineData(Add + "io.debezium.transforms.outbox.EventRouter", "transforms.x.type")]
    [InlineData("value.converter=org.apache.kafka.connect.storage.StringConverter", "value.converter")]
    [InlineData("value.converter=io.debezium.converters.CloudEventsConverter", "value.converter")]
    [InlineData("topic.prefix=", "topic.prefix")]
    [InlineData("connector.class=io.debezium.connector.mongodb.MongoDbConnector", "connector.class")]
    [InlineData(SqlServer + "snapshot.isolation.mode=snapshot\ndatabase.names=a,b\ntasks.max=2", "tasks.max")]
    public void Findings_WhatNodesRefuse_IsNamed(string lines, string setting)
    {
        AssertOnly(lines, setting, FindingLevel.Refused);
    }

    [Theory]
    [InlineData(Add + "com.example.Mine", "transforms.x.type")]
    [InlineData("converters=x\nx.type=com.example.Mine", "x.type")]
    [InlineData("transforms.route.predicate=p", "transforms")]
    [InlineData("transforms.route.regex=(", "transforms")]
    [InlineData("snapshot.mode=custom", "snapshot.mode")]
    [InlineData("snapshot.query.mode=custom", "snapshot.query.mode")]
    [InlineData("slot.stream.params=add-tables=public.a", "slot.stream.params")]
    [InlineData("sourceinfo.struct.maker=com.example.Mine", "sourceinfo.struct.maker")]
    [InlineData("transaction.metadata.factory=com.example.Mine", "transaction.metadata.factory")]
    [InlineData("connector.class=com.example.Connector", "connector.class")]
    [InlineData("hstore.handling.mode=list", "hstore.handling.mode")]
    [InlineData("snapshot.mode=${env:MODE}", "snapshot.mode")]
    public void Findings_WhatCannotBeJudged_IsNamed(string lines, string setting)
    {
        AssertOnly(lines, setting, FindingLevel.Unknown);
    }

    [Theory]
    [InlineData("include.unknown.datatypes=true", "include.unknown.datatypes")]
    [InlineData("field.name.adjustment.mode=avro", "field.name.adjustment.mode")]
    [InlineData("publication.autocreate.mode=disabled", "publication.autocreate.mode")]
    [InlineData("signal.data.collection=sig.signals", "signal.data.collection")]
    [InlineData("signal.enabled.channels=source,kafka", "signal.enabled.channels")]
    [InlineData("snapshot.mode=always", "snapshot.mode")]
    [InlineData("decimal.handling.mode=precise", "decimal.handling.mode")]
    [InlineData("message.key.columns=public.a:code", "message.key.columns")]
    public void Findings_WhatMustBeKnown_DoesNoHarm(string lines, string setting)
    {
        AssertOnly(lines, setting, FindingLevel.Note);
    }

    [Theory]
    [InlineData("tombstones.on.delete=false")]
    [InlineData("unavailable.value.placeholder=__gone")]
    [InlineData("hstore.handling.mode=map\nbinary.handling.mode=hex\ntime.precision.mode=isostring")]
    [InlineData("heartbeat.interval.ms=1000")]
    [InlineData("tasks.max=4")]
    [InlineData("table.include.list=public[.]a,public\\\\.b\ntransforms.route.regex=erp[.](public[.].*|transaction)")]
    [InlineData("producer.override.max.in.flight.requests.per.connection=5\nproducer.override.enable.idempotence=true")]
    [InlineData("converters=x\nx.type=io.debezium.connector.binlog.converters.TinyIntOneToBooleanConverter")]
    [InlineData("database.password=${file:/x:y}\ndatabase.hostname=${env:HOST}")]
    public void Findings_WhatNodesCanTake_None(string lines)
    {
        Assert.Empty(ConnectorCheck.Findings(ConnectorText.With(lines)));
    }

    [Fact]
    public void Findings_ConverterOfNobody_AsksForTheWorker()
    {
        var finding = Assert.Single(ConnectorCheck.Findings(ConnectorText.Without("value.converter")));

        Assert.Equal("value.converter", finding.Setting);
        Assert.Contains("--worker", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Findings_ConverterAndProducerOfTheWorker_AreJudged()
    {
        const string Worker = """
            value.converter=io.confluent.connect.avro.AvroConverter
            producer.acks=1
            """;
        var findings = ConnectorCheck.Findings(ConnectorText.With("value.converter=", Worker));

        Assert.Equal(
            ["producer.acks (worker)", "value.converter.ignore.default.for.nullables"],
            findings.Select(finding => finding.Setting)
        );
    }

    [Fact]
    public void Lines_SecretsInTheFile_AreNotPrinted()
    {
        var settings = ConnectorText.With(
            "database.password=s3cret\ncolumn.mask.hash.SHA-256.with.salt.s3cret=public.a.b\n"
                + "value.converter.basic.auth.user.info=u:s3cret\nerrors.tolerance=all"
        );

        var text = string.Join('\n', ConnectorReport.Lines(settings, ConnectorCheck.Findings(settings)));

        Assert.Contains("errors.tolerance = all", text, StringComparison.Ordinal);
        Assert.Contains("2 LOSES.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
    }

    private static void AssertOnly(string lines, string setting, FindingLevel level)
    {
        var finding = Assert.Single(ConnectorCheck.Findings(ConnectorText.With(lines)));

        Assert.Equal((setting, level), (finding.Setting, finding.Level));
        Assert.NotEqual("", finding.What);
        Assert.NotEqual("", finding.Remedy);
        Assert.Equal(level != FindingLevel.Note, ConnectorCheck.IsHarmful([finding]));
    }
}
