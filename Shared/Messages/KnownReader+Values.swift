internal import JSON
internal import Time

/// What events are made of. Nil where something is no good.
extension KnownReader {
    mutating func string() -> String {
        let text = text()
        return unsafe bytes(text).withUnsafeBufferPointer {
            unsafe String(decoding: $0, as: UTF8.self)
        }
    }

    mutating func timestamp() -> Timestamp? {
        let text = text()
        return Timestamp(bytes(text))
    }

    mutating func period() -> Period? {
        let text = text()
        return try? Period(bytes(text))
    }

    /// From 1.
    mutating func version() -> Int? {
        guard let version = Int(exactly: number()), (1...Int(Int32.max)).contains(version) else {
            return nil
        }
        return version
    }

    /// At least one element, up to the closing bracket.
    mutating func list<Element>(_ read: (inout KnownReader) -> Element?) -> [Element]? {
        var elements: [Element] = []
        repeat {
            guard let element = read(&self) else { return nil }
            elements.append(element)
        } while passes(",")
        pass("]")
        return elements
    }

    /// The flags up to the closing bracket; at least one.
    mutating func status() -> StatusFlags? {
        if passes(#""A"]"#) { return .normal }
        return list { reader in
            reader.pass("\"")
            let code = reader.text()
            return code.count == 1 ? StatusFlags(code: reader.bytes(code)[0]) : nil
        }.map { StatusFlags($0) }
    }

    mutating func periodValue() -> PeriodValue? {
        pass(#"{"period":""#)
        guard let period = period() else { return nil }
        pass(#","value":"#)
        let value = number()
        pass("}")
        return PeriodValue(period: period, value: value)
    }

    mutating func releasedFigure() -> ReleasedFigure? {
        pass(#"{"period":""#)
        guard let period = period() else { return nil }
        let value = passes(#","value":"#) ? number() : nil
        return released(period, value)
    }

    /// The rest of a figure of which that much was read.
    mutating func released(_ period: Period, _ value: Double?) -> ReleasedFigure? {
        pass(#","status":["#)
        guard let status = status() else { return nil }
        pass(#","released":""#)
        guard let released = timestamp() else { return nil }
        let source = passes(#","source":""#) ? string() : nil
        var confidentiality: UInt8?
        if passes(#","confidentiality":""#) {
            guard let code = try? Figure.confidentiality(string()) else { return nil }
            confidentiality = code
        }
        let note = passes(#","note":""#) ? string() : nil
        pass("}")
        guard isFit,
            let figure = try? Figure(
                period: period, value: value, status: status, confidentiality: confidentiality,
                note: note)
        else { return nil }
        return ReleasedFigure(figure: figure, released: released, source: source)
    }
}
