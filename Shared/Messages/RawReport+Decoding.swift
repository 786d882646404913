internal import JSON
internal import Time

extension RawReport {
    /// Reads a record of type `figuresReported` in one pass. Fields that are not known are
    /// ignored. What it held before is gone, also when it throws.
    ///
    /// Throws the first error, with its JSON pointer: the record goes to `rejects`.
    public mutating func decode(_ record: Span<UInt8>) throws(ValidationError) {
        reset()
        var pass = Pass()
        var reader = Reader(record)
        do throws(JSONError) {
            try readEvent(&reader, &pass)
            try reader.finish()
        } catch {
            throw ValidationError(
                .malformed, "this is not a report",
                pointer: Place(of: error.offset, in: record).pointer, found: error.found,
                expected: error.expected)
        }
        if let fault = pass.fault {
            throw fault.error.at(pointer: Place(of: fault.offset, in: record).pointer)
        }
        try pass.checkFields()
        try arrange()
    }

    private mutating func reset() {
        text.removeAll(keepingCapacity: true)
        figures.removeAll(keepingCapacity: true)
        dimensions.removeAll(keepingCapacity: true)
        places = Places()
        released = nil
    }

    private mutating func readEvent(_ reader: inout Reader, _ pass: inout Pass) throws(JSONError) {
        try reader.beginObject()
        while let name = try reader.nextMember() {
            if reader.equals(name, "data") {
                pass.seen.insert(.data)
                try readData(&reader, &pass)
            } else if reader.equals(name, "id") {
                pass.seen.insert(.id)
                places.id = try text(&reader)
            } else if reader.equals(name, "time") {
                pass.seen.insert(.time)
                time = try pass.timestamp(&reader)
            } else if reader.equals(name, "traceparent") {
                places.traceparent = try text(&reader)
            } else if reader.equals(name, "type") {
                pass.seen.insert(.type)
                try pass.constant("peil.figures.reported.v1", &reader)
            } else if reader.equals(name, "specversion") {
                pass.seen.insert(.specversion)
                try pass.constant("1.0", &reader)
            } else if reader.equals(name, "source") {
                pass.seen.insert(.eventSource)
                _ = try reader.string()
            } else {
                try reader.skip()
            }
        }
    }

    private mutating func readData(_ reader: inout Reader, _ pass: inout Pass) throws(JSONError) {
        try reader.beginObject()
        while let name = try reader.nextMember() {
            if reader.equals(name, "indicator") {
                pass.seen.insert(.indicator)
                places.indicator = try pass.code(&reader, into: &text)
                places.series = places.indicator
            } else if reader.equals(name, "area") {
                pass.seen.insert(.area)
                if text.count == places.indicator.upperBound { text.append(UInt8(ascii: "/")) }
                places.area = try pass.area(&reader, into: &text)
            } else if reader.equals(name, "dimensions") {
                try readDimensions(&reader, &pass)
            } else if reader.equals(name, "unit") {
                pass.seen.insert(.unit)
                places.unit = try text(&reader)
            } else if reader.equals(name, "source") {
                places.source = try text(&reader)
            } else if reader.equals(name, "released") {
                released = try pass.timestamp(&reader)
            } else if reader.equals(name, "received") {
                pass.seen.insert(.received)
                received = try pass.timestamp(&reader)
            } else if reader.equals(name, "submission") {
                pass.seen.insert(.submission)
                places.submission = try text(&reader)
            } else if reader.equals(name, "figures") {
                pass.seen.insert(.figures)
                try readFigures(&reader, &pass)
            } else {
                try reader.skip()
            }
        }
    }

    private mutating func readDimensions(
        _ reader: inout Reader, _ pass: inout Pass
    ) throws(JSONError) {
        try reader.beginObject()
        while let name = try reader.nextMember() {
            let offset = reader.offset
            // Behind the area, the text becomes the series' own as it grows.
            text.append(dimensions.isEmpty ? UInt8(ascii: "/") : UInt8(ascii: ";"))
            let nameStart = text.count
            reader.append(name, to: &text)
            let nameEnd = text.count
            text.append(UInt8(ascii: "="))
            let value = try self.text(&reader)
            if !Dimensions.isName(bytes(nameStart..<nameEnd))
                || !Dimensions.isValue(bytes(value))
                || dimensions.count == Indicator.dimensionLimit
            {
                pass.note(.invalidDimension, at: offset)
            }
            dimensions.append(RawDimension(name: nameStart..<nameEnd, value: value))
        }
    }

    private mutating func text(_ reader: inout Reader) throws(JSONError) -> Range<Int> {
        let start = text.count
        reader.append(try reader.string(), to: &text)
        return start..<text.count
    }
}
