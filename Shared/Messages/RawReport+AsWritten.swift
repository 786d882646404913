internal import JSON
internal import Time

extension RawReport {
    /// Reads a record in the very form in which ingest writes it (`UpdateEvent.encode`), as nearly
    /// all are. False where it has another, or something in it is no good: then it is to be read
    /// in any form, which also says what is wrong.
    mutating func readAsWritten(_ record: Span<UInt8>) -> Bool {
        var reader = KnownReader(record)
        reader.pass(#"{"specversion":"1.0","id":""#)
        places.id = reader.text()
        reader.pass(#","source":""#)
        _ = reader.text()
        reader.pass(#","type":"peil.figures.reported.v1","#)
        reader.pass(#""subject":""#)
        places.series = reader.text()
        reader.pass(#","time":""#)
        places.time = reader.text()
        if reader.passes(#","traceparent":""#) { places.traceparent = reader.text() }
        reader.pass(#","datacontenttype":"application/json","data":{"#)
        guard readSeries(&reader), isSeries(places.series) else { return false }
        reader.pass(#","unit":""#)
        places.unit = reader.text()
        if reader.passes(#","source":""#) { places.source = reader.text() }
        let isReleased = reader.passes(#","released":""#)
        if isReleased { places.released = reader.text() }
        reader.pass(#","received":""#)
        places.received = reader.text()
        reader.pass(#","submission":""#)
        places.submission = reader.text()
        guard readFigures(&reader) else { return false }
        reader.pass("}}")
        guard reader.isFit, reader.isAtEnd, let time = times.read(reader.bytes(places.time)),
            let received = times.read(reader.bytes(places.received))
        else { return false }
        self.time = time
        self.received = received
        released = isReleased ? times.read(reader.bytes(places.released)) : nil
        return isReleased == (released != nil)
    }

    private mutating func readSeries(_ reader: inout KnownReader) -> Bool {
        reader.pass(#""indicator":""#)
        places.indicator = reader.text()
        reader.pass(#","area":""#)
        places.area = reader.text()
        guard IndicatorCode.isCode(reader.bytes(places.indicator), longest: IndicatorCode.longest),
            Area.isArea(reader.bytes(places.area))
        else { return false }
        guard reader.passes(#","dimensions":{""#) else { return true }
        repeat {
            let name = reader.text()
            reader.pass(#":""#)
            let value = reader.text()
            guard dimensions.count < Indicator.dimensionLimit,
                Dimensions.isName(reader.bytes(name)), Dimensions.isValue(reader.bytes(value))
            else { return false }
            dimensions.append(RawDimension(name: name, value: value))
        } while reader.passes(#",""#)
        reader.pass("}")
        return reader.isFit
    }

    private mutating func readFigures(_ reader: inout KnownReader) -> Bool {
        reader.pass(#","figures":["#)
        repeat {
            guard figures.count < Report.figureLimit, let figure = readFigure(&reader),
                figures.last.map({ $0.period < figure.period }) ?? true
            else { return false }
            figures.append(figure)
        } while reader.passes(",")
        reader.pass("]")
        return reader.isFit
    }

    /// Nil where it is no good, or has what few have.
    @inline(__always)
    private func readFigure(_ reader: inout KnownReader) -> RawFigure? {
        reader.pass(#"{"period":""#)
        let place = reader.text()
        guard let period = try? Period(reader.bytes(place)) else { return nil }
        // −0 is 0.
        let value = reader.passes(#","value":"#) ? reader.number() + 0 : nil
        var status = StatusFlags.normal
        if !reader.passes(#","status":["A"]"#) {
            guard let flags = readStatus(&reader) else { return nil }
            status = flags
        }
        let note = reader.passes(#","note":""#) ? reader.text() : 0..<0
        reader.pass("}")
        guard reader.isFit, Figure.fault(value: value, status: status, confidentiality: nil) == nil
        else { return nil }
        return RawFigure(
            period: period, value: value, status: status, confidentiality: nil, note: note)
    }

    private func readStatus(_ reader: inout KnownReader) -> StatusFlags? {
        var status: StatusFlags = []
        reader.pass(#","status":[""#)
        repeat {
            let code = reader.text()
            guard code.count == 1, let flag = StatusFlags(code: reader.bytes(code)[0]) else {
                return nil
            }
            status.formUnion(flag)
        } while reader.passes(#",""#)
        reader.pass("]")
        return status
    }

    /// The text of a moment as the record has it, where that is the text that `Timestamp` gives
    /// it; else empty.
    @_lifetime(borrow self)
    func written(_ moment: Timestamp) -> Span<UInt8> {
        let place =
            switch moment {
            case released: places.released
            case received: places.received
            case time: places.time
            default: 0..<0
            }
        return bytes(Timestamp.isCanonical(bytes(place)) ? place : 0..<0)
    }

    /// A name and one of the texts.
    @inline(__always)
    func encode(_ name: StaticString, _ text: Span<UInt8>, into writer: inout Writer) {
        if isAsWritten { writer.member(name, plain: text) } else { writer.member(name, text) }
    }
}
