namespace CdcReplicator.Debezium;

/// <summary>Passes over a value nobody needs.</summary>
internal static class AvroSkip
{
    /// <summary>Passes over a value of a schema.</summary>
    public static void Skip(ref AvroReader reader, AvroSchema schema)
    {
        switch (schema.Kind)
        {
            case AvroKind.Null:
                break;
            case AvroKind.Boolean:
                reader.Take(1);
                break;
            case AvroKind.Int or AvroKind.Long or AvroKind.Enum:
                reader.ReadLong();
                break;
            case AvroKind.Float:
                reader.Take(4);
                break;
            case AvroKind.Double:
                reader.Take(8);
                break;
            case AvroKind.Bytes or AvroKind.String:
                reader.ReadBytes();
                break;
            case AvroKind.Fixed:
                reader.Take(schema.Size);
                break;
            default:
                SkipNested(ref reader, schema);
                break;
        }
    }

    private static void SkipNested(ref AvroReader reader, AvroSchema schema)
    {
        reader.Enter();
        switch (schema.Kind)
        {
            case AvroKind.Union:
                Skip(ref reader, schema.Branches[reader.ReadBranch(schema.Branches.Length)]);
                break;
            case AvroKind.Record:
                reader.Count(schema.Fields.Length);
                foreach (var field in schema.Fields)
                {
                    Skip(ref reader, field.Schema);
                }

                break;
            default:
                for (var left = reader.ReadBlock(); left > 0; left = reader.ReadBlock())
                {
                    for (; left > 0; left--)
                    {
                        if (schema.Kind == AvroKind.Map)
                        {
                            reader.ReadBytes();
                        }

                        Skip(ref reader, schema.Items!);
                    }
                }

                break;
        }

        reader.Leave();
    }
}
