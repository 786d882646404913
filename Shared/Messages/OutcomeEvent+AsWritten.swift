internal import JSON
internal import Time

extension OutcomeEvent {
    /// Reads a record of type `seriesUpdated` in the very form in which compute writes it
    /// (`OutcomeEvent.encode`), as nearly all are. Nil where it has another, or something in it is
    /// no good: then it is to be read in any form, which also says what is wrong.
    init?(asWritten record: Span<UInt8>) {
        var reader = KnownReader(record)
        reader.pass(#"{"specversion":"1.0","id":""#)
        let id = EventID(reader.bytes(reader.text()))
        reader.pass(#","source":""#)
        _ = reader.text()
        reader.pass(#","type":"peil.series.updated.v1","subject":""#)
        _ = reader.text()
        reader.pass(#","time":""#)
        let time = reader.timestamp()
        let traceparent = reader.passes(#","traceparent":""#) ? reader.string() : nil
        reader.pass(#","datacontenttype":"application/json","data":"#)
        guard let update = SeriesUpdated(asWritten: &reader) else { return nil }
        reader.pass("}")
        guard reader.isFit, reader.isAtEnd, let id, let time else { return nil }
        self.init(id: id, time: time, traceparent: traceparent, outcome: .seriesUpdated(update))
    }
}

extension SeriesUpdated {
    fileprivate init?(asWritten reader: inout KnownReader) {
        reader.pass(#"{"series":{"indicator":""#)
        guard let series = Series(asWritten: &reader) else { return nil }
        reader.pass(#","unit":""#)
        let unit = reader.string()
        reader.pass(#","submission":""#)
        let submission = reader.string()
        reader.pass(#","definition":"#)
        guard let definition = reader.version() else { return nil }
        self.init(series: series, unit: unit, submission: submission, definition: definition)
        if reader.passes(#","changes":["#) {
            guard let changes = reader.list({ Change(asWritten: &$0) }) else { return nil }
            self.changes = changes
        }
        if reader.passes(#","vintages":["#) {
            guard let vintages = reader.list({ $0.releasedFigure() }) else { return nil }
            self.vintages = vintages
        }
        if reader.passes(#","latest":"#) {
            guard let latest = reader.releasedFigure() else { return nil }
            self.latest = latest
        }
        if reader.passes(#","previous":"#) {
            guard let previous = reader.periodValue() else { return nil }
            self.previous = previous
        }
        change = reader.passes(#","change":"#) ? reader.number() : nil
        if reader.passes(#","yearBefore":"#) {
            guard let yearBefore = reader.periodValue() else { return nil }
            self.yearBefore = yearBefore
        }
        changeOnYear = reader.passes(#","changeOnYear":"#) ? reader.number() : nil
        if reader.passes(#","assessments":{"#) {
            repeat {
                guard let next = TargetAssessment(asWritten: &reader) else { return nil }
                assessments.append(next)
            } while reader.passes(",")
            reader.pass("}")
        }
        reader.pass("}")
    }
}

extension Series {
    fileprivate init?(asWritten reader: inout KnownReader) {
        let code = reader.string()
        reader.pass(#","area":""#)
        let place = reader.string()
        var pairs: [(name: String, value: String)] = []
        if reader.passes(#","dimensions":{""#) {
            repeat {
                let name = reader.string()
                reader.pass(#":""#)
                pairs.append((name, reader.string()))
            } while reader.passes(#",""#)
            reader.pass("}")
        }
        reader.pass("}")
        guard reader.isFit, let indicator = try? IndicatorCode(code), let area = try? Area(place),
            let dimensions = try? Dimensions(pairs)
        else { return nil }
        self.init(indicator: indicator, area: area, dimensions: dimensions)
    }
}

extension SeriesUpdated.Change {
    fileprivate init?(asWritten reader: inout KnownReader) {
        reader.pass(#"{"period":""#)
        guard let period = reader.period() else { return nil }
        let old = reader.passes(#","old":"#) ? reader.number() : nil
        var former: Figure?
        if reader.passes(#","oldStatus":["#) {
            guard let status = reader.status(),
                let figure = try? Figure(period: period, value: old, status: status)
            else { return nil }
            former = figure
        } else if old != nil {
            return nil
        }
        let value = reader.passes(#","new":"#) ? reader.number() : nil
        guard let new = reader.released(period, value) else { return nil }
        self.init(old: former, new: new)
    }
}

extension SeriesUpdated.TargetAssessment {
    fileprivate init?(asWritten reader: inout KnownReader) {
        reader.pass("\"")
        guard let target = try? TargetID(reader.string()) else { return nil }
        reader.pass(#":{"version":"#)
        guard let version = reader.version() else { return nil }
        reader.pass(#","method":""#)
        let method = Method(rawValue: reader.string())
        reader.pass(#","category":""#)
        let category = Category(rawValue: reader.string())
        guard let method, let category else { return nil }
        var read = Assessment(method: method, category: category)
        if reader.passes(#","reason":""#) {
            guard let reason = Reason(rawValue: reader.string()) else { return nil }
            read.reason = reason
        }
        read.ratio = reader.passes(#","ratio":"#) ? reader.number() : nil
        read.rate = reader.passes(#","rate":"#) ? reader.number() : nil
        read.score = reader.passes(#","score":"#) ? reader.number() : nil
        read.deviation = reader.passes(#","deviation":"#) ? reader.number() : nil
        read.k = reader.passes(#","k":"#) ? reader.number() : nil
        if reader.passes(#","baseline":"#) {
            guard let baseline = reader.periodValue() else { return nil }
            read.baseline = baseline
        }
        read.projection = reader.passes(#","projection":"#) ? reader.number() : nil
        if reader.passes(#","eta":"never""#) {
            read.eta = .never
        } else if reader.passes(#","eta":""#) {
            guard let period = reader.period() else { return nil }
            read.eta = .period(period)
        }
        read.gap = reader.passes(#","gap":"#) ? reader.number() : nil
        read.requiredPace = reader.passes(#","requiredPace":"#) ? reader.number() : nil
        read.requiredRate = reader.passes(#","requiredRate":"#) ? reader.number() : nil
        read.acrossBreak = reader.passes(#","acrossBreak":true"#)
        reader.pass("}")
        self.init(target: target, version: version, assessment: read)
    }
}
