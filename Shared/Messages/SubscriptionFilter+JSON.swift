internal import JSON

extension SubscriptionFilter {
    private enum Name: String, CaseIterable {
        case types, indicators, areas, dimensions, targets, provisional
    }

    /// What does not matter is left out.
    func encode(into writer: inout Writer) {
        writer.beginObject()
        if let types { writer.member("types", sorted: types.map(\.rawValue)) }
        writer.member("indicators", sorted: indicators.map(\.text))
        writer.member("areas", sorted: areas.map(\.text))
        writer.member("dimensions", dimensions)
        writer.member("targets", sorted: targets.map(\.text))
        if let provisional { writer.member("provisional", provisional) }
        writer.endObject()
    }

    init?(from document: inout Document) throws(JSONError) {
        guard var fields = try document.object(of: Name.self, required: []) else { return nil }
        while let field = try document.next(&fields) {
            switch field {
            case .types:
                let kinds = try document.list { document throws(JSONError) in
                    try document.choice(Outcome.Kind.self, "a type of event")
                }
                types = kinds.isEmpty ? nil : Set(kinds)
            case .indicators:
                indicators = try document.list { document throws(JSONError) in
                    try document.parsed { text throws(ValidationError) in try CodePattern(text) }
                }
            case .areas:
                areas = Set(
                    try document.list { document throws(JSONError) in
                        try document.parsed { text throws(ValidationError) in try Area(text) }
                    })
            case .dimensions: dimensions = try document.dimensions() ?? .none
            case .targets:
                targets = Set(
                    try document.list { document throws(JSONError) in try document.targetID() })
            case .provisional: provisional = try document.boolean()
            }
        }
    }
}

extension Document {
    /// How long a list of a filter may be, so that a subscription fits a record.
    private static let longestList = 200

    fileprivate mutating func list<Element>(
        _ element: (inout Document) throws(JSONError) -> Element?
    ) throws(JSONError) -> [Element] {
        let offset = reader.offset
        guard try begin(.array) else { return [] }
        var elements: [Element] = []
        while try nextElement() {
            if let one = try element(&self) { elements.append(one) }
        }
        if elements.count > Self.longestList {
            note(
                ValidationError(
                    .tooLarge, "the list is too long", found: "\(elements.count)",
                    expected: "at most \(Self.longestList)"),
                at: offset)
        }
        return elements
    }
}

extension Writer {
    /// Left out where there are none.
    fileprivate mutating func member(_ name: StaticString, sorted texts: [String]) {
        guard !texts.isEmpty else { return }
        self.name(name)
        beginArray()
        for text in texts.sorted() { string(text) }
        endArray()
    }
}
