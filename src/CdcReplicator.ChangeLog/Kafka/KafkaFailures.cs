using CdcReplicator.Model;
using Confluent.Kafka;

namespace CdcReplicator.ChangeLog;

/// <summary>Sorts Kafka's error codes, and makes our errors of them.</summary>
internal static class KafkaFailures
{
    /// <summary>The class of a code. What is not known to need a person is taken as passing.</summary>
    public static KafkaFailure Classify(ErrorCode code) =>
        code switch
        {
            ErrorCode.Local_Authentication
            or ErrorCode.Local_Ssl
            or ErrorCode.SaslAuthenticationFailed
            or ErrorCode.UnsupportedSaslMechanism
            or ErrorCode.IllegalSaslState
            or ErrorCode.TopicAuthorizationFailed
            or ErrorCode.GroupAuthorizationFailed
            or ErrorCode.ClusterAuthorizationFailed
            or ErrorCode.TransactionalIdAuthorizationFailed
            or ErrorCode.PolicyViolation => KafkaFailure.Refused,
            ErrorCode.UnknownTopicOrPart or ErrorCode.Local_UnknownTopic or ErrorCode.Local_UnknownPartition =>
                KafkaFailure.TopicMissing,
            ErrorCode.OffsetOutOfRange or ErrorCode.Local_AutoOffsetReset => KafkaFailure.OutOfRange,
            ErrorCode.MsgSizeTooLarge or ErrorCode.RecordListTooLarge => KafkaFailure.TooLarge,
            ErrorCode.Local_QueueFull => KafkaFailure.QueueFull,
            _ => KafkaFailure.Unavailable,
        };

    /// <summary>The error for a log that could not be asked.</summary>
    public static ReplicationException Of(Error error, string endpoint, string doing, Exception? inner = null) =>
        Classify(error.Code) == KafkaFailure.Refused
            ? new ReplicationException(
                $"Kafka at '{endpoint}' refuses {doing}: {error.Code} ({error.Reason}).",
                "Check user, password, certificates and the user's permissions.",
                inner
            )
            : new LogUnavailableException(
                $"Kafka at '{endpoint}' could not be asked while {doing}: {error.Code} ({error.Reason}).",
                "Check that the brokers run and that host and port are right.",
                inner
            );
}
