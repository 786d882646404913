public import JSON

extension Indicator {
    /// `{"code","name":{…},"description":{…},"unit","frequency","minimum","maximum","dimensions",
    /// "version","source"}`; what is absent is left out.
    public func encode(into writer: inout Writer) {
        writer.beginObject()
        writer.member("code", code.text)
        writer.member("name", name)
        writer.member("description", description)
        writer.member("unit", unit)
        writer.member("frequency", frequency.rawValue)
        if let minimum { writer.member("minimum", minimum) }
        if let maximum { writer.member("maximum", maximum) }
        if !dimensions.isEmpty {
            writer.name("dimensions")
            writer.array { for name in dimensions { $0.string(name) } }
        }
        writer.member("version", version)
        if let source { writer.member("source", source) }
        writer.endObject()
    }

    enum Name: String, CaseIterable {
        case code, name, description, unit, frequency, minimum, maximum, dimensions, version, source
    }

    init?(from document: inout Document) throws(JSONError) {
        let required: [Name] = [.code, .name, .unit]
        guard var fields = try document.object(of: Name.self, required: required) else {
            return nil
        }
        var draft = Draft()
        while let field = try document.next(&fields) { try draft.read(field, from: &document) }
        guard draft.isComplete, let code = draft.code, let name = draft.name,
            let unit = draft.unit
        else { return nil }
        do throws(ValidationError) {
            try self.init(
                code: code, name: name, description: draft.description ?? LocalizedText(),
                unit: unit, frequency: draft.frequency ?? .annual, minimum: draft.minimum,
                maximum: draft.maximum, dimensions: draft.dimensions ?? [],
                version: draft.version ?? 1, source: draft.source)
        } catch {
            document.note(error, at: fields.offset)
            return nil
        }
    }

    private struct Draft {
        var code: IndicatorCode?
        var name: LocalizedText?
        var description: LocalizedText?
        var unit: String?
        var frequency: Frequency?
        var minimum: Double?
        var maximum: Double?
        var dimensions: [String]?
        var version: Int?
        var source: String?
        /// No field was bad.
        var isComplete = true

        mutating func read(_ field: Name, from document: inout Document) throws(JSONError) {
            let errors = document.errorCount
            switch field {
            case .code:
                code = try document.indicatorCode()
            case .name: name = try document.localized()
            case .description:
                description = try document.localized(longest: Text.longestDescription)
            case .unit:
                unit = try document.unit()
            case .frequency: frequency = try document.choice(Frequency.self, "a frequency")
            case .minimum: minimum = try document.number()
            case .maximum: maximum = try document.number()
            case .dimensions: dimensions = try document.strings()
            case .version: version = try document.integer(from: 1)
            case .source: source = try document.text("a source")
            }
            if document.errorCount > errors { isComplete = false }
        }
    }
}

extension Document {
    mutating func strings() throws(JSONError) -> [String]? {
        guard try begin(.array) else { return nil }
        var texts: [String] = []
        while try nextElement() {
            if let text = try string() { texts.append(text) }
        }
        return texts
    }
}

extension Writer {
    /// Left out where there is no text.
    mutating func member(_ name: StaticString, _ text: LocalizedText) {
        guard !text.entries.isEmpty else { return }
        self.name(name)
        beginObject()
        for entry in text.entries {
            self.name(escaping: entry.language)
            string(entry.text)
        }
        endObject()
    }
}
