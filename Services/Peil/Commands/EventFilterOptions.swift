internal import JSON
internal import Settings

/// The options that say which events are wanted.
enum EventFilterOptions {
    static let types = Option<[String]>(
        "type", value: "T", each: .text, "Only this type: met, or peil.target.met.v1")
    static let indicators = Option<[String]>(
        "indicator", value: "P", each: .text, "Only this indicator, or those of nl.mkb.*")
    static let areas = Option<[String]>("area", value: "A", each: .text, "Only this area")
    static let targets = Option<[String]>("target", value: "ID", each: .text, "Only this target")

    static let all: [any AnyOption] = [types, indicators, areas, targets]

    /// The type's whole name: `met` is `peil.target.met.v1`.
    static func type(_ name: String) -> String {
        if name.hasPrefix("peil.") { return name }
        return name == "updated" ? "peil.series.updated.v1" : "peil.target.\(name).v1"
    }

    static func parameters(_ invocation: Invocation) -> API.Parameters {
        invocation[types].map { ("type", type($0)) }
            + invocation[indicators].map { ("indicator", $0) }
            + invocation[areas].map { ("area", $0) }
            + invocation[targets].map { ("target", $0) }
    }

    /// The filter of a subscription.
    static func write(
        _ invocation: Invocation, provisional: Bool?, to writer: inout Writer
    ) {
        let lists = [
            ("types", invocation[types].map(type)), ("indicators", invocation[indicators]),
            ("areas", invocation[areas]), ("targets", invocation[targets]),
        ]
        writer.object { writer in
            for (name, texts) in lists where !texts.isEmpty {
                writer.name(escaping: name)
                writer.array { for text in texts { $0.string(text) } }
            }
            if let provisional { writer.member("provisional", provisional) }
        }
    }
}
