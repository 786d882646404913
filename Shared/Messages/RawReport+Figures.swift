internal import JSON

extension RawReport {
    mutating func readFigures(_ reader: inout Reader, _ pass: inout Pass) throws(JSONError) {
        let start = reader.offset
        var isInOrder = true
        try reader.beginArray()
        while try reader.nextElement() {
            let offset = reader.offset
            guard let figure = try readFigure(&reader, &pass) else { continue }
            if let last = figures.last, last.period >= figure.period { isInOrder = false }
            guard figures.count < Report.figureLimit else {
                pass.note(Report.tooManyFigures, at: offset)
                continue
            }
            figures.append(figure)
        }
        if figures.isEmpty { pass.note(Report.noFigures, at: start) }
        guard !isInOrder else { return }
        figures.sort { $0.period < $1.period }
        for (one, next) in zip(figures, figures.dropFirst()) where one.period == next.period {
            pass.note(Report.duplicateFigure(of: one.period), at: start)
        }
    }

    /// Nil where it is no good, which is noted.
    private mutating func readFigure(
        _ reader: inout Reader, _ pass: inout Pass
    ) throws(JSONError) -> RawFigure? {
        let start = reader.offset
        var period: Period?
        var value: Double?
        var status: StatusFlags?
        var confidentiality: UInt8?
        var note = 0..<0
        try reader.beginObject()
        while let name = try reader.nextMember() {
            if reader.equals(name, "period") {
                period = try readPeriod(&reader, &pass)
                if period == nil { return try abandon(&reader) }
            } else if reader.equals(name, "value") {
                value = try reader.number()
            } else if reader.equals(name, "status") {
                status = try readStatus(&reader, &pass)
            } else if reader.equals(name, "confidentiality") {
                confidentiality = try readConfidentiality(&reader, &pass)
            } else if reader.equals(name, "note") {
                note = keep(try reader.string(), reader)
            } else {
                try reader.skip()
            }
        }
        guard let period, let status else {
            let missing = period == nil ? "period" : "status"
            pass.note(
                ValidationError(
                    .missingField, "field \(missing) is missing", expected: missing), at: start)
            return nil
        }
        if let error = Figure.fault(
            value: value, status: status, confidentiality: confidentiality)
        {
            pass.note(error, at: start)
            return nil
        }
        // −0 is 0.
        return RawFigure(
            period: period, value: value.map { $0 == 0 ? 0 : $0 },
            status: status.orDefault(value), confidentiality: confidentiality, note: note)
    }

    /// Passes the rest of a figure that is no good.
    private func abandon(_ reader: inout Reader) throws(JSONError) -> RawFigure? {
        while try reader.nextMember() != nil { try reader.skip() }
        return nil
    }

    private func readPeriod(
        _ reader: inout Reader, _ pass: inout Pass
    ) throws(JSONError) -> Period? {
        let offset = reader.offset
        let slice = try reader.string()
        do throws(ValidationError) {
            if slice.escaped { return try Period(reader.text(slice)) }
            return try Period(reader.bytes(slice))
        } catch {
            pass.note(error, at: offset)
            return nil
        }
    }

    private func readStatus(
        _ reader: inout Reader, _ pass: inout Pass
    ) throws(JSONError) -> StatusFlags {
        var status: StatusFlags = []
        try reader.beginArray()
        while try reader.nextElement() {
            let offset = reader.offset
            let slice = try reader.string()
            if slice.count == 1, let flag = StatusFlags(code: reader.bytes(slice)[0]) {
                status.formUnion(flag)
            } else {
                pass.note(StatusFlags.error(reader.text(slice)), at: offset)
            }
        }
        return status
    }

    private func readConfidentiality(
        _ reader: inout Reader, _ pass: inout Pass
    ) throws(JSONError) -> UInt8? {
        let offset = reader.offset
        let text = reader.text(try reader.string())
        do throws(ValidationError) {
            return try Figure.confidentiality(text)
        } catch {
            pass.note(error, at: offset)
            return nil
        }
    }
}
