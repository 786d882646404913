internal import JSON

/// A catalogue file: `{"indicators":[…],"targets":[…]}`, either of them optional.
public struct CatalogueDocument: Hashable, Sendable {
    public var indicators: [Indicator]
    public var targets: [Target]

    private enum Name: String, CaseIterable {
        case indicators, targets
    }

    /// Throws all that is wrong with it.
    public init(_ document: Span<UInt8>) throws(Refusal) {
        self = try Document.producer(document) { document throws(JSONError) in
            guard var fields = try document.object(of: Name.self, required: []) else {
                return nil
            }
            var indicators: [Indicator] = []
            var targets: [Target] = []
            while let field = try document.next(&fields) {
                switch field {
                case .indicators: indicators = try Self.indicators(&document)
                case .targets: targets = try Self.targets(&document)
                }
            }
            return CatalogueDocument(indicators: indicators, targets: targets)
        }
    }

    private init(indicators: [Indicator], targets: [Target]) {
        self.indicators = indicators
        self.targets = targets
    }

    private static func indicators(_ document: inout Document) throws(JSONError) -> [Indicator] {
        guard try document.begin(.array) else { return [] }
        var indicators: [Indicator] = []
        var codes: Set<IndicatorCode> = []
        while try document.nextElement() {
            let offset = document.reader.offset
            guard let indicator = try Indicator(from: &document) else { continue }
            if !codes.insert(indicator.code).inserted {
                document.note(twice(indicator.code.text), at: offset)
            }
            indicators.append(indicator)
        }
        return indicators
    }

    private static func targets(_ document: inout Document) throws(JSONError) -> [Target] {
        guard try document.begin(.array) else { return [] }
        var targets: [Target] = []
        var ids: Set<TargetID> = []
        while try document.nextElement() {
            let offset = document.reader.offset
            guard let target = try Target(from: &document) else { continue }
            if !ids.insert(target.id).inserted {
                document.note(twice(target.id.text), at: offset)
            }
            targets.append(target)
        }
        return targets
    }

    private static func twice(_ text: String) -> ValidationError {
        ValidationError(
            .malformed, "\(text) is defined twice", found: text, expected: "each once")
    }
}

extension Indicator {
    /// Reads what a producer sends to define it. Throws all that is wrong with it.
    public init(document: Span<UInt8>) throws(Refusal) {
        self = try Document.producer(document) { document throws(JSONError) in
            try Indicator(from: &document)
        }
    }
}

extension Target {
    /// Reads what a producer sends to set it. Throws all that is wrong with it.
    public init(document: Span<UInt8>) throws(Refusal) {
        self = try Document.producer(document) { document throws(JSONError) in
            try Target(from: &document)
        }
    }
}
