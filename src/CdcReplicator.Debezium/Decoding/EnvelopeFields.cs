using CdcReplicator.Model;

namespace CdcReplicator.Debezium;

/// <summary>What was read of a record, in either encoding, before it is judged.</summary>
internal struct EnvelopeFields
{
    public string? Op;
    public RowImage? Before;
    public RowImage? After;
    public TransactionId? BlockId;
    public string? Connector;
    public string? SourceName;
    public string? Snapshot;
    public string? Database;
    public string? Schema;
    public string? Table;
    public string? Status;
    public string? Id;
    public string? Prefix;
    public string? BinlogFile;
    public string? Gtid;
    public string? CommitLsn;
    public string? ChangeLsn;
    public byte[]? Content;

    /// <summary>Whether <see cref="Content"/> is text that bytes were written as.</summary>
    public bool IsContentText;
    public long? SourceTime;
    public long? TransactionNumber;
    public long? Lsn;
    public long? BinlogPosition;
    public long? BinlogRow;
    public long? CommitBefore;
    public long? EventSerial;
    public long? RecordTime;
    public long? BlockOrder;
    public long? BlockCount;
    public long? EventCount;

    /// <summary>Takes a text; false if the role has none.</summary>
    public bool Set(EnvelopeRole role, string value)
    {
        switch (role)
        {
            case EnvelopeRole.Op:
                Op = value;
                return true;
            case EnvelopeRole.Connector:
                Connector = value;
                return true;
            case EnvelopeRole.SourceName:
                SourceName = value;
                return true;
            case EnvelopeRole.Snapshot:
                Snapshot = value;
                return true;
            case EnvelopeRole.Database:
                Database = value;
                return true;
            case EnvelopeRole.Schema:
                Schema = value;
                return true;
            case EnvelopeRole.Table:
                Table = value;
                return true;
            case EnvelopeRole.BlockId:
                BlockId = new TransactionId(value);
                return true;
            case EnvelopeRole.Status:
                Status = value;
                return true;
            case EnvelopeRole.Id:
                Id = value;
                return true;
            case EnvelopeRole.Prefix:
                Prefix = value;
                return true;
            case EnvelopeRole.BinlogFile:
                BinlogFile = value;
                return true;
            case EnvelopeRole.Gtid:
                Gtid = value;
                return true;
            case EnvelopeRole.CommitLsn:
                CommitLsn = value;
                return true;
            case EnvelopeRole.ChangeLsn:
                ChangeLsn = value;
                return true;
            default:
                return false;
        }
    }

    /// <summary>Takes a number; false if the role has none.</summary>
    public bool Set(EnvelopeRole role, long value)
    {
        switch (role)
        {
            case EnvelopeRole.SourceTime:
                SourceTime = value;
                return true;
            case EnvelopeRole.TransactionNumber:
                TransactionNumber = value;
                return true;
            case EnvelopeRole.Lsn:
                Lsn = value;
                return true;
            case EnvelopeRole.BinlogPosition:
                BinlogPosition = value;
                return true;
            case EnvelopeRole.BinlogRow:
                BinlogRow = value;
                return true;
            case EnvelopeRole.EventSerial:
                EventSerial = value;
                return true;
            case EnvelopeRole.RecordTime:
                RecordTime = value;
                return true;
            case EnvelopeRole.BlockOrder:
                BlockOrder = value;
                return true;
            case EnvelopeRole.BlockCount:
                BlockCount = value;
                return true;
            case EnvelopeRole.EventCount:
                EventCount = value;
                return true;
            default:
                return false;
        }
    }
}
