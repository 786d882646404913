internal import JSON
internal import Log
internal import Messages

/// The description of the topics (AsyncAPI 3.0): what stands on each, under which key, and how long
/// it is kept, for those who read the log themselves.
///
/// What messages look like say their schemas, which it refers to by where the faces serve them.
public enum AsyncAPI {
    /// Where the faces serve it.
    public static let path = "/asyncapi.json"

    /// `version`: the program's; `partitions`: of every topic.
    public static func document(version: String, partitions: Int32) -> [UInt8] {
        var writer = Writer(capacity: 16_384)
        writer.object { writer in
            writer.member("asyncapi", "3.0.0")
            writer.name("info")
            writer.object { writer in
                writer.member("title", "Peil: the topics of the log")
                writer.member("version", version)
                writer.member("description", rule)
                writer.name("license")
                writer.object { $0.member("name", "Apache-2.0") }
            }
            writer.member("defaultContentType", contentType)
            writer.name("channels")
            writer.object { writer in
                for topic in Topic.allCases {
                    writer.name(escaping: topic.rawValue)
                    write(topic, partitions: partitions, into: &writer)
                }
            }
            writer.name("operations")
            writer.object { writer in
                for topic in Topic.allCases {
                    writer.name(escaping: "append.\(topic.rawValue)")
                    writer.object { writer in
                        writer.member("action", "send")
                        writer.member("summary", topic.writer)
                        writer.name("channel")
                        writer.reference("#/channels/\(topic.rawValue)")
                    }
                }
            }
            writer.name("components")
            writer.object { writer in
                writer.name("messages")
                writer.object { writer in
                    for topic in Topic.allCases {
                        for type in topic.types { write(type, of: topic, into: &writer) }
                    }
                }
            }
        }
        return writer.take()
    }

    private static let contentType = "application/cloudevents+json"

    private static let rule = """
        Every record is a CloudEvents 1.0 event in structured mode. A record of outcomes or \
        catalogue may come twice: a reader keeps, for each partition, the highest (offset, n) that \
        it has handled and drops what is not above it. Both numbers stand in the event's id: \
        log-partition-offset-n-checksum.
        """

    private static func write(_ topic: Topic, partitions: Int32, into writer: inout Writer) {
        writer.object { writer in
            writer.member("address", "{prefix}\(topic.rawValue)")
            writer.member("description", topic.meaning)
            writer.name("parameters")
            writer.raw(
                #"{"prefix":{"description":"The setting topics.prefix.","default":"peil."}}"#
                    .utf8.span)
            writer.name("messages")
            writer.object { writer in
                for type in topic.types {
                    writer.name(escaping: type)
                    writer.reference("#/components/messages/\(type)")
                }
            }
            writer.name("bindings")
            writer.object { writer in
                writer.name("kafka")
                writer.object { writer in
                    writer.member("partitions", Int(partitions))
                    writer.name("topicConfiguration")
                    writer.raw(topic.retention.configuration.utf8.span)
                    writer.member("bindingVersion", "0.5.0")
                }
            }
        }
    }

    private static func write(_ type: String, of topic: Topic, into writer: inout Writer) {
        writer.name(escaping: type)
        writer.object { writer in
            writer.member("name", type)
            writer.member("contentType", contentType)
            writer.name("headers")
            writer.raw(
                #"{"type":"object","properties":{"content-type":{"const":"\#(contentType)"}}}"#
                    .utf8.span)
            writer.name("payload")
            writer.object { writer in
                writer.member("schemaFormat", "application/schema+json;version=draft-2020-12")
                writer.name("schema")
                // What only notify reads may change with it: all that is promised is the envelope.
                writer.reference("/schemas/\(type).json")
            }
            writer.name("bindings")
            writer.object { writer in
                writer.name("kafka")
                writer.object { writer in
                    writer.name("key")
                    writer.object { writer in
                        writer.member("type", "string")
                        writer.member("description", topic.key)
                    }
                    writer.member("bindingVersion", "0.5.0")
                }
            }
        }
    }
}

extension Writer {
    fileprivate mutating func reference(_ target: String) {
        object { $0.member("$ref", target) }
    }
}

extension Topic {
    fileprivate var types: [String] {
        switch self {
        case .updates: Update.Kind.allCases.map(\.rawValue)
        case .outcomes: Outcome.Kind.allCases.map(\.rawValue)
        case .catalogue: [CatalogueAnswer.eventType]
        case .rejects: [Reject.eventType]
        case .subscriptions: SubscriptionRecord.Kind.allCases.map(\.rawValue)
        case .deliveries: DeliveryRecord.Kind.allCases.map(\.rawValue)
        }
    }

    fileprivate var meaning: String {
        switch self {
        case .updates:
            "Figures reported, indicators defined, targets set and withdrawn: the truth."
        case .outcomes: "What came of each update, at the update's own partition number."
        case .catalogue: "The answer to each definition, at the update's own partition number."
        case .rejects: "What could not be processed, with the reason."
        case .subscriptions: "What subscribers ask for; read by notify only."
        case .deliveries: "What the owner of a subscription must not forget; read by notify only."
        }
    }

    fileprivate var writer: String {
        switch self {
        case .updates: "Appended by ingest, to which producers send; days that pass by compute."
        case .outcomes, .catalogue, .rejects: "Appended by compute."
        case .subscriptions, .deliveries: "Appended by notify."
        }
    }

    fileprivate var key: String {
        switch self {
        case .updates: "The indicator's code; empty on the log's own records."
        case .outcomes, .catalogue: "The indicator's code."
        case .rejects: "The key of the record that was refused."
        case .subscriptions, .deliveries: "Begins with the subscription's id."
        }
    }
}

extension Topic.Retention {
    /// As Kafka's topics are configured.
    fileprivate var configuration: String {
        switch self {
        case .forever: #"{"cleanup.policy":["delete"],"retention.ms":-1,"retention.bytes":-1}"#
        case .days(let days):
            #"{"cleanup.policy":["delete"],"retention.ms":\#(days * 86_400_000)}"#
        case .compacted: #"{"cleanup.policy":["compact"]}"#
        }
    }
}
