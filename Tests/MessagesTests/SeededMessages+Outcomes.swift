import Messages
import Time

extension SeededMessages {
    mutating func eventID() -> EventID {
        EventID(
            log: LogID(.random(in: 0 ... .max, using: &generator)),
            cause: Coordinate(
                partition: Int32(number(0...99)),
                offset: .random(
                    in: 0...(chance(20) ? 999_999_999_999_999_999 : 9_999), using: &generator)),
            index: number(0...200), checksum: .random(in: 0 ... .max, using: &generator))
    }

    mutating func releasedFigure(_ period: Period) throws -> ReleasedFigure {
        ReleasedFigure(
            figure: try figure(period), released: time(), source: maybe { $0.text() })
    }

    mutating func periodValue() -> PeriodValue {
        PeriodValue(period: period(), value: value())
    }

    mutating func assessment() -> Assessment {
        var assessment = Assessment(
            method: one(of: Method.allCases), category: one(of: Category.allCases),
            reason: maybe { $0.one(of: Reason.allCases) })
        assessment.ratio = maybe { $0.value() }
        assessment.rate = maybe { $0.value() }
        assessment.score = maybe { $0.value() }
        assessment.deviation = maybe { $0.value() }
        assessment.k = maybe { $0.value() }
        assessment.baseline = maybe { $0.periodValue() }
        assessment.projection = maybe { $0.value() }
        assessment.eta = maybe { $0.chance(20) ? .never : .period($0.period()) }
        assessment.gap = maybe { $0.value() }
        assessment.requiredPace = maybe { $0.value() }
        assessment.requiredRate = maybe { $0.value() }
        assessment.acrossBreak = chance(20)
        return assessment
    }

    mutating func seriesUpdated() throws -> SeriesUpdated {
        var update = SeriesUpdated(
            series: try series(), unit: "PC_ENT", submission: "s-\(number(0...999))",
            definition: number(1...9))
        update.changes = try list(0...3) { messages in
            let period = messages.period()
            let old = messages.maybe { $0.value() }
            let status = messages.status(hasValue: old != nil)
            return SeriesUpdated.Change(
                old: messages.chance(50)
                    ? try Figure(period: period, value: old, status: status) : nil,
                new: try messages.releasedFigure(period))
        }
        update.vintages = try list(0...2) { messages in
            let period = messages.period()
            return try messages.releasedFigure(period)
        }
        update.latest = try maybe { messages in
            let period = messages.period()
            return try messages.releasedFigure(period)
        }
        update.previous = maybe { $0.periodValue() }
        update.change = maybe { $0.value() }
        update.yearBefore = maybe { $0.periodValue() }
        update.changeOnYear = maybe { $0.value() }
        update.assessments = try (0..<number(0...3)).map { index in
            SeriesUpdated.TargetAssessment(
                target: try TargetID("nl.mkb.cloud.\(2030 + index)"), version: number(1...9),
                assessment: assessment())
        }
        return update
    }

    mutating func targetOutcome(_ kind: TargetOutcome.Kind) throws -> TargetOutcome {
        let reference = TargetOutcome.Reference(
            VersionedTarget(try target(), version: number(1...9)))
        var outcome = TargetOutcome(
            kind: kind, target: reference, series: try series(), assessment: assessment())
        let period = period()
        outcome.figure = try releasedFigure(period)
        outcome.previous = maybe { $0.periodValue() }
        switch kind {
        case .met: outcome.yearsEarly = Double(number(-300...400)) / 100
        case .assessed, .overdue:
            if chance(30) {
                outcome.series = nil
                outcome.figure = nil
            }
        default: break
        }
        return outcome
    }

    mutating func outcome(_ kind: Outcome.Kind) throws -> Outcome {
        switch kind {
        case .seriesUpdated: .seriesUpdated(try seriesUpdated())
        case .assessed: .target(try targetOutcome(.assessed(withdrawn: chance(30))))
        case .met: .target(try targetOutcome(.met(provisional: chance(50))))
        case .confirmed: .target(try targetOutcome(.confirmed))
        case .unmet:
            .target(
                try targetOutcome(.unmet(one(of: TargetOutcome.UnmetCause.allCases))))
        case .missed: .target(try targetOutcome(.missed))
        case .overdue: .target(try targetOutcome(.overdue))
        case .pace: .target(try targetOutcome(.pace(from: one(of: Category.allCases))))
        }
    }

    mutating func outcomeEvent(_ kind: Outcome.Kind) throws -> OutcomeEvent {
        OutcomeEvent(
            id: eventID(), time: time(), traceparent: traceparent(), outcome: try outcome(kind))
    }

    mutating func error() -> ValidationError {
        ValidationError(
            one(of: ValidationError.Code.allCases), text(), line: maybe { $0.number(1...999) },
            pointer: maybe { _ in "/figures/0/value" }, found: maybe { $0.text() },
            expected: maybe { $0.text() }, suggestion: maybe { $0.text() })
    }

    mutating func catalogueAnswer() throws -> CatalogueAnswer {
        let result: CatalogueAnswer.Result =
            switch number(0...2) {
            case 0: .applied
            case 1: .unchanged
            default: .refused(list(1...3) { $0.error() })
            }
        let subject: CatalogueAnswer.Subject
        if chance(50) {
            let indicator = try indicator()
            subject = .indicator(indicator.code, inForce: chance(80) ? indicator : nil)
        } else {
            let target = VersionedTarget(try target(), version: number(1...9))
            subject = .target(target.target.id, inForce: chance(80) ? target : nil)
        }
        return CatalogueAnswer(
            id: eventID(), time: time(), traceparent: traceparent(), result: result,
            subject: subject)
    }

    mutating func reject() -> Reject {
        Reject(
            id: eventID(), time: time(), submission: maybe { _ in "s-1" },
            errors: list(1...3) { $0.error() })
    }
}
