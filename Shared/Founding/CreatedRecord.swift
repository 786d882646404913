internal import JSON
internal import Messages
internal import Time

/// The bytes of `peil.log.created.v1`.
enum CreatedRecord {
    static func encode(_ identity: LogIdentity, at time: Timestamp) -> [UInt8] {
        var writer = Writer()
        writer.object {
            $0.member("specversion", "1.0")
            $0.member("id", "created-\(identity.log.text)")
            $0.member("source", "/peil/\(identity.log.text)")
            $0.member("type", Update.Kind.logCreated.rawValue)
            $0.member("time", time.description)
            $0.member("datacontenttype", "application/json")
            $0.name("data")
            $0.object {
                $0.member("log", identity.log.text)
                $0.member("partitions", Int(identity.partitions))
                $0.member("rules", identity.rules)
            }
        }
        return writer.take()
    }

    /// Nil when this is another record.
    static func decode(_ bytes: [UInt8]) -> LogIdentity? {
        guard let event = try? Value(bytes.span),
            event["type"]?.string == Update.Kind.logCreated.rawValue, let data = event["data"],
            let log = data["log"]?.string.flatMap({ LogID($0) }),
            let partitions = data["partitions"]?.number.flatMap({ Int32(exactly: $0) }),
            let rules = data["rules"]?.number.flatMap({ Int(exactly: $0) })
        else { return nil }
        return LogIdentity(log: log, partitions: partitions, rules: rules)
    }
}
