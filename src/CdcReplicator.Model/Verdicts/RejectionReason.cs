namespace CdcReplicator;

/// <summary>Why a checked transaction was rejected. The same on every node.</summary>
public enum RejectionReason : byte
{
    /// <summary>Insert of a key that exists.</summary>
    DuplicateKey,

    /// <summary>Update or delete of a key that does not exist.</summary>
    RowMissing,

    /// <summary>A given old value differs from the current one.</summary>
    ExpectationFailed,

    /// <summary>A secondary unique constraint.</summary>
    UniqueViolation,

    /// <summary>A foreign key.</summary>
    ForeignKeyViolation,

    /// <summary>A check constraint.</summary>
    CheckViolation,

    /// <summary>NULL in a NOT NULL column.</summary>
    NotNullViolation,

    /// <summary>A value the column's type cannot hold (too long, out of range, wrong type).</summary>
    InvalidValue,

    /// <summary>
    /// A schema change in the log has taken the table or column away. (A node that lacks one for another reason cannot
    /// judge the change, and halts there.)
    /// </summary>
    UnknownTarget,

    /// <summary>An operator's published skip.</summary>
    Skipped,

    /// <summary>
    /// Its publisher's number is below what is remembered: whether it took effect before cannot be told. Nodes
    /// remember 1000 numbers of a publisher that were passed over.
    /// </summary>
    NumberForgotten,

    /// <summary>Its number is more than a million above its publisher's highest.</summary>
    NumberOutOfReach,
}
