internal import JSON
internal import Time

extension UpdateEvent {
    /// Reads a record of `updates`. Fields that are not known are ignored.
    ///
    /// Throws the first error, with its JSON pointer: the record goes to `rejects`.
    public init(decoding record: Span<UInt8>) throws(ValidationError) {
        if try Update.Kind(of: record) == .figuresReported {
            var report = RawReport()
            try report.decode(record)
            self = try report.event()
        } else {
            self = try Envelope.decode(record) { envelope, document throws(JSONError) in
                guard let kind = envelope.type(as: Update.Kind.self, &document),
                    let update = try Update(kind, from: &document)
                else { return nil }
                return UpdateEvent(
                    id: envelope.id, time: envelope.time, traceparent: envelope.traceparent,
                    update: update)
            }
        }
    }
}

extension Update.Kind {
    /// The type of a record, of which no more is read than that takes; nil where it is none of
    /// these. Throws `malformed` for what is no event.
    public init?(of record: Span<UInt8>) throws(ValidationError) {
        var reader = Reader(record)
        do throws(JSONError) {
            try reader.beginObject()
            while let name = try reader.nextMember() {
                guard reader.equals(name, "type") else {
                    try reader.skip()
                    continue
                }
                self.init(text: try reader.string(), in: reader)
                return
            }
        } catch {
            throw ValidationError(
                .malformed, "this is not an event",
                pointer: Place(of: error.offset, in: record).pointer, found: error.found,
                expected: error.expected)
        }
        throw ValidationError(.missingField, "field type is missing", pointer: "", expected: "type")
    }

    /// Most records are reports: no String is made for them.
    private init?(text: Slice, in reader: borrowing Reader) {
        if reader.equals(text, "peil.figures.reported.v1") {
            self = .figuresReported
        } else {
            self.init(rawValue: reader.text(text))
        }
    }
}

extension Update {
    private enum Name: String, CaseIterable {
        case log, partitions, rules, version, date, id
    }

    /// Reads the data of an event of any type but `figuresReported`.
    fileprivate init?(_ kind: Kind, from document: inout Document) throws(JSONError) {
        switch kind {
        case .figuresReported: return nil
        case .indicatorDefined:
            guard let indicator = try Indicator(from: &document) else { return nil }
            self = .indicatorDefined(indicator)
        case .targetSet:
            guard let target = try Target(from: &document) else { return nil }
            self = .targetSet(target)
        case .logCreated: try self.init(ofLogFrom: &document)
        case .rulesChanged: try self.init(ofRulesFrom: &document)
        case .dayPassed: try self.init(ofDayFrom: &document)
        case .targetWithdrawn: try self.init(ofWithdrawalFrom: &document)
        }
    }

    private init?(ofLogFrom document: inout Document) throws(JSONError) {
        let required: [Name] = [.log, .partitions, .rules]
        guard var fields = try document.object(of: Name.self, required: required) else {
            return nil
        }
        var log: LogID?
        var partitions, rules: Int?
        while let field = try document.next(&fields) {
            switch field {
            case .log:
                log = try document.parsed { text throws(ValidationError) in
                    if let log = LogID(text) { return log }
                    throw ValidationError(
                        .malformed, "this is not a log's id", found: Text.excerpt(text),
                        expected: "8 lower-case hexadecimal digits")
                }
            case .partitions: partitions = try document.integer(from: 1)
            case .rules: rules = try document.integer(from: 1)
            default: try document.skip()
            }
        }
        guard let log, let partitions, let rules else { return nil }
        self = .logCreated(LogCreated(log: log, partitions: Int32(partitions), rules: rules))
    }

    private init?(ofRulesFrom document: inout Document) throws(JSONError) {
        guard var fields = try document.object(of: Name.self, required: [.version]) else {
            return nil
        }
        var version: Int?
        while let field = try document.next(&fields) {
            if field == .version {
                version = try document.integer(from: 1)
            } else {
                try document.skip()
            }
        }
        guard let version else { return nil }
        self = .rulesChanged(version: version)
    }

    private init?(ofDayFrom document: inout Document) throws(JSONError) {
        guard var fields = try document.object(of: Name.self, required: [.date]) else {
            return nil
        }
        var date: CalendarDate?
        while let field = try document.next(&fields) {
            if field == .date { date = try document.date() } else { try document.skip() }
        }
        guard let date else { return nil }
        self = .dayPassed(date)
    }

    private init?(ofWithdrawalFrom document: inout Document) throws(JSONError) {
        guard var fields = try document.object(of: Name.self, required: [.id]) else { return nil }
        var id: TargetID?
        while let field = try document.next(&fields) {
            if field == .id {
                id = try document.targetID()
            } else {
                try document.skip()
            }
        }
        guard let id else { return nil }
        self = .targetWithdrawn(id)
    }
}
