internal import JSON
internal import Time

extension OutcomeEvent {
    /// Reads a record of `outcomes`. Fields that are not known are ignored.
    ///
    /// Throws the first error, with its JSON pointer.
    public init(decoding record: Span<UInt8>) throws(ValidationError) {
        if let event = OutcomeEvent(asWritten: record) {
            self = event
            return
        }
        self = try Envelope.decode(record) { envelope, document throws(JSONError) in
            guard let id = envelope.eventID(&document),
                let kind = envelope.type(as: Outcome.Kind.self, &document)
            else { return nil }
            let outcome: Outcome?
            if kind == .seriesUpdated {
                outcome = try SeriesUpdated(from: &document).map { .seriesUpdated($0) }
            } else {
                outcome = try TargetOutcome(kind, from: &document).map { .target($0) }
            }
            guard let outcome else { return nil }
            return OutcomeEvent(
                id: id, time: envelope.time, traceparent: envelope.traceparent, outcome: outcome)
        }
    }
}

extension TargetOutcome {
    private enum Name: String, CaseIterable {
        case series, target, figure, previous, withdrawn, provisional, cause, from, yearsEarly
        case assessment
    }

    private struct Draft {
        var withdrawn = false
        var provisional: Bool?
        var cause: UnmetCause?
        var from: Category?

        /// Nil where a field that the kind must have was no good, which was noted.
        func kind(_ kind: Outcome.Kind) -> Kind? {
            switch kind {
            case .seriesUpdated: nil
            case .assessed: .assessed(withdrawn: withdrawn)
            case .met: provisional.map { .met(provisional: $0) }
            case .confirmed: .confirmed
            case .unmet: cause.map { .unmet($0) }
            case .missed: .missed
            case .overdue: .overdue
            case .pace: from.map { .pace(from: $0) }
            }
        }
    }

    fileprivate init?(
        _ kind: Outcome.Kind, from document: inout Document
    ) throws(JSONError) {
        guard var fields = try document.object(of: Name.self, required: Self.required(kind)) else {
            return nil
        }
        var draft = Draft()
        var target: Reference?
        var series: Series?
        var figure: ReleasedFigure?
        var previous: PeriodValue?
        var assessment: Assessment?
        var yearsEarly: Double?
        while let field = try document.next(&fields) {
            switch field {
            case .series: series = try Series(from: &document)
            case .target: target = try Reference(from: &document)
            case .figure: figure = try ReleasedFigure(from: &document)
            case .previous: previous = try PeriodValue(from: &document)
            case .withdrawn: draft.withdrawn = try document.boolean() ?? false
            case .provisional: draft.provisional = try document.boolean()
            case .cause: draft.cause = try document.choice(UnmetCause.self, "a cause")
            case .from: draft.from = try document.choice(Category.self, "a category")
            case .yearsEarly: yearsEarly = try document.number()
            case .assessment: assessment = try Assessment(from: &document)
            }
        }
        guard let kind = draft.kind(kind), let target, let assessment else { return nil }
        self.init(kind: kind, target: target, series: series, assessment: assessment)
        self.figure = figure
        self.previous = previous
        self.yearsEarly = yearsEarly
    }

    private static func required(_ kind: Outcome.Kind) -> [Name] {
        switch kind {
        case .met: [.target, .assessment, .series, .figure, .provisional, .yearsEarly]
        case .unmet: [.target, .assessment, .series, .cause]
        case .pace: [.target, .assessment, .series, .figure, .from]
        case .confirmed, .missed: [.target, .assessment, .series, .figure]
        case .assessed, .overdue, .seriesUpdated: [.target, .assessment]
        }
    }
}

extension TargetOutcome.Reference {
    private enum Name: String, CaseIterable {
        case id, version, value, relative, direction, deadline
    }

    fileprivate init?(from document: inout Document) throws(JSONError) {
        let required: [Name] = [.id, .version, .direction]
        guard var fields = try document.object(of: Name.self, required: required) else {
            return nil
        }
        var id: TargetID?
        var version: Int?
        var value: Double?
        var relative: Bool?
        var direction: Direction?
        var deadline: Period?
        while let field = try document.next(&fields) {
            switch field {
            case .id: id = try document.targetID()
            case .version: version = try document.integer(from: 1)
            case .value: value = try document.number()
            case .relative: relative = try document.boolean()
            case .direction: direction = try document.choice(Direction.self, "a direction")
            case .deadline: deadline = try document.period()
            }
        }
        guard let id, let version, let direction else { return nil }
        var goal: Target.Goal?
        if let value, let deadline {
            goal = Target.Goal(value: value, relative: relative ?? false, deadline: deadline)
        }
        self.init(id: id, version: version, goal: goal, direction: direction)
    }
}
