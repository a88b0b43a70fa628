#!/usr/bin/env bash
# Gives each role of a CdcReplicator cluster what it needs in Kafka, and no more. May be run again at any time.
#
#   deploy/security/kafka-acls.sh --cluster shop --bootstrap broker:9092 [--command-config admin.properties]
#       [--applier User:applier] [--publisher User:shop] [--operator User:operator] [--reader User:reader]
#       [--connector User:debezium]
#
# Give an option several times for several principals; roles without one are left out. The brokers need an authorizer
# (authorizer.class.name) and must refuse what no ACL allows (allow.everyone.if.no.acl.found=false).
# Finds Kafka's tools by KAFKA_HOME, else on the PATH.
set -euo pipefail

usage() { sed -n '2,11s/^# \{0,1\}//p' "$0"; }

cluster="" bootstrap=""
tool_options=()
appliers=() publishers=() operators=() readers=() connectors=()
while [ $# -gt 0 ]; do
    case "$1" in
    --help | -h)
        usage
        exit 0
        ;;
    --cluster | --bootstrap | --command-config | --applier | --publisher | --operator | --reader | --connector)
        [ $# -ge 2 ] || { echo "$1 needs a value." >&2; exit 2; }
        case "$1" in
        --cluster) cluster=$2 ;;
        --bootstrap) bootstrap=$2 ;;
        --command-config) tool_options+=(--command-config "$2") ;;
        --applier) appliers+=("$2") ;;
        --publisher) publishers+=("$2") ;;
        --operator) operators+=("$2") ;;
        --reader) readers+=("$2") ;;
        --connector) connectors+=("$2") ;;
        esac
        shift 2
        ;;
    *)
        echo "'$1' is no option of this script; see --help." >&2
        exit 2
        ;;
    esac
done
if [ -z "$cluster" ] || [ -z "$bootstrap" ]; then
    echo "--cluster and --bootstrap are needed; see --help." >&2
    exit 2
fi

tool=kafka-acls.sh
[ -z "${KAFKA_HOME:-}" ] || tool="$KAFKA_HOME/bin/kafka-acls.sh"
log="$cluster.log" meta="$cluster.meta" publisher_topic="$cluster.publishers"

# allow "OPERATION ..." RESOURCE-OPTIONS -- PRINCIPAL ...
allow() {
    local operations=$1
    shift
    local resources=() principals=() operation
    while [ "$1" != "--" ]; do
        resources+=("$1")
        shift
    done
    shift
    [ $# -gt 0 ] || return 0
    for principal in "$@"; do principals+=(--allow-principal "$principal"); done
    local options=()
    for operation in $operations; do options+=(--operation "$operation"); done
    "$tool" --bootstrap-server "$bootstrap" ${tool_options[@]+"${tool_options[@]}"} --add --force \
        "${principals[@]}" "${options[@]}" "${resources[@]}" > /dev/null
}

everyone=(${appliers[@]+"${appliers[@]}"} ${publishers[@]+"${publishers[@]}"} ${operators[@]+"${operators[@]}"}
    ${readers[@]+"${readers[@]}"})
writers=(${publishers[@]+"${publishers[@]}"} ${operators[@]+"${operators[@]}"})
keepers=(${appliers[@]+"${appliers[@]}"} ${operators[@]+"${operators[@]}"})

# All read all three topics, and their settings.
allow "Read Describe DescribeConfigs" --topic "$log" --topic "$meta" --topic "$publisher_topic" -- \
    ${everyone[@]+"${everyone[@]}"}
# Changes come from publishers; orders come from operators, by the same topic.
allow "Write" --topic "$log" --topic "$publisher_topic" -- ${writers[@]+"${writers[@]}"}
# Members, maintenance, tables and verdicts: never a publisher.
allow "Write" --topic "$meta" -- ${keepers[@]+"${keepers[@]}"}
# The first applier creates the topics.
allow "Create" --topic "$log" --topic "$meta" --topic "$publisher_topic" -- ${appliers[@]+"${appliers[@]}"}
# Every consumer belongs to a group, and the appliers' groups show their progress. Nothing reads a group's offsets back.
allow "Read" --group "cdc-replicator.$cluster." --resource-pattern-type prefixed -- ${everyone[@]+"${everyone[@]}"}
# A Debezium connector writes changes and nothing else. Its own topics (offsets, history) are its own affair.
allow "Write Describe" --topic "$log" -- ${connectors[@]+"${connectors[@]}"}

echo "The ACLs of cluster '$cluster' are in place. See them: $tool --bootstrap-server $bootstrap --list --topic $log"
