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
            or ErrorCode.TransactionalIdAuthorizationFailed
            or ErrorCode.PolicyViolation => KafkaFailure.Refused,
            ErrorCode.UnknownTopicOrPart
            or ErrorCode.UnknownTopicId
            or ErrorCode.Local_UnknownTopic
            or ErrorCode.Local_UnknownPartition => KafkaFailure.TopicMissing,
            ErrorCode.OffsetOutOfRange or ErrorCode.Local_AutoOffsetReset => KafkaFailure.OutOfRange,
            ErrorCode.MsgSizeTooLarge or ErrorCode.RecordListTooLarge => KafkaFailure.TooLarge,
            ErrorCode.Local_BadCompression or ErrorCode.Local_BadMsg or ErrorCode.Local_NotImplemented =>
                KafkaFailure.Unreadable,
            ErrorCode.Local_QueueFull => KafkaFailure.QueueFull,
            _ => IsForbidden(code) ? KafkaFailure.Refused : KafkaFailure.Unavailable,
        };

    /// <summary>
    /// Whether a broker answered that the user may not do what was asked. Unlike a failed login, that is an answer to
    /// one request.
    /// </summary>
    public static bool IsForbidden(ErrorCode code) =>
        code
            is ErrorCode.TopicAuthorizationFailed
                or ErrorCode.GroupAuthorizationFailed
                or ErrorCode.ClusterAuthorizationFailed;

    /// <summary>The error for a log that could not be asked.</summary>
    public static ReplicationException Of(
        Error error,
        string endpoint,
        KafkaRequest request,
        Exception? inner = null
    ) =>
        Classify(error.Code) switch
        {
            KafkaFailure.Refused => new LogRefusedException(
                $"Kafka at '{endpoint}' refuses {request.Doing}: {error.Code} ({error.Reason}).",
                RemedyFor(error.Code, request),
                inner
            ),
            KafkaFailure.TopicMissing => new LogUnavailableException(
                $"Kafka at '{endpoint}' does not know the topic while {request.Doing}: {error.Code} ({error.Reason}).",
                "Find out whether somebody deleted it; a topic created anew is another log.",
                inner
            ),
            _ => new LogUnavailableException(
                $"Kafka at '{endpoint}' could not be asked while {request.Doing}: {error.Code} ({error.Reason}).",
                "Check that the brokers run and that host and port are right.",
                inner
            ),
        };

    /// <summary>What a person can do about a refusal: names the permission that is missing.</summary>
    public static string RemedyFor(ErrorCode code, KafkaRequest request) =>
        code switch
        {
            ErrorCode.TopicAuthorizationFailed =>
                $"Allow the user {request.Operations} on topic '{request.Topic}' (kafka-acls.sh --add).",
            ErrorCode.GroupAuthorizationFailed =>
                "Allow the user Read on the groups that begin with 'cdc-replicator.' (kafka-acls.sh --add).",
            ErrorCode.ClusterAuthorizationFailed =>
                "Allow the user to write to a topic (or IdempotentWrite on the cluster, before Kafka 2.8), "
                    + "and Create if it is to create topics (kafka-acls.sh --add).",
            _ => "Check user, password, certificates and the user's permissions.",
        };
}
