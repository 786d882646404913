internal import JSON
internal import Time

extension RawReport {
    /// Reads a record of type `figuresReported`. Fields that are not known are ignored. What it
    /// held before is gone, also when it throws.
    ///
    /// Throws the first error, with its JSON pointer: the record goes to `rejects`.
    public mutating func decode(_ record: Span<UInt8>) throws(ValidationError) {
        text.removeAll(keepingCapacity: true)
        unsafe record.withUnsafeBufferPointer { unsafe text.append(contentsOf: $0) }
        reset()
        isAsWritten = readAsWritten(record)
        if !isAsWritten {
            reset()
            try readInAnyForm(record)
            try composeSeries()
        }
    }

    /// Forgets what was read.
    private mutating func reset() {
        figures.removeAll(keepingCapacity: true)
        dimensions.removeAll(keepingCapacity: true)
        places = Places()
        released = nil
    }

    private mutating func readInAnyForm(_ record: Span<UInt8>) throws(ValidationError) {
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
    }

    /// Names are told apart by their lengths first, which is cheap; one written with escapes,
    /// which ingest never does, is not known.
    private mutating func readEvent(_ reader: inout Reader, _ pass: inout Pass) throws(JSONError) {
        try reader.beginObject()
        while let name = try reader.nextMember() {
            switch name.count {
            case 4 where reader.equals(name, "data"):
                pass.seen.insert(.data)
                try readData(&reader, &pass)
            case 2 where reader.equals(name, "id"):
                pass.seen.insert(.id)
                places.id = keep(try reader.string(), reader)
            case 4 where reader.equals(name, "time"):
                pass.seen.insert(.time)
                time = try pass.timestamp(&reader)
            case 11 where reader.equals(name, "traceparent"):
                places.traceparent = keep(try reader.string(), reader)
            case 4 where reader.equals(name, "type"):
                pass.seen.insert(.type)
                try pass.constant("peil.figures.reported.v1", &reader)
            case 11 where reader.equals(name, "specversion"):
                pass.seen.insert(.specversion)
                try pass.constant("1.0", &reader)
            case 6 where reader.equals(name, "source"):
                pass.seen.insert(.eventSource)
                _ = try reader.string()
            default:
                try reader.skip()
            }
        }
    }

    private mutating func readData(_ reader: inout Reader, _ pass: inout Pass) throws(JSONError) {
        try reader.beginObject()
        while let name = try reader.nextMember() {
            switch name.count {
            case 9 where reader.equals(name, "indicator"):
                pass.seen.insert(.indicator)
                try readIndicator(&reader, &pass)
            case 4 where reader.equals(name, "area"):
                pass.seen.insert(.area)
                try readArea(&reader, &pass)
            case 10 where reader.equals(name, "dimensions"):
                try readDimensions(&reader, &pass)
            case 4 where reader.equals(name, "unit"):
                pass.seen.insert(.unit)
                places.unit = keep(try reader.string(), reader)
            case 6 where reader.equals(name, "source"):
                places.source = keep(try reader.string(), reader)
            case 8 where reader.equals(name, "released"):
                released = try pass.timestamp(&reader)
            case 8 where reader.equals(name, "received"):
                pass.seen.insert(.received)
                received = try pass.timestamp(&reader)
            case 10 where reader.equals(name, "submission"):
                pass.seen.insert(.submission)
                places.submission = keep(try reader.string(), reader)
            case 7 where reader.equals(name, "figures"):
                pass.seen.insert(.figures)
                try readFigures(&reader, &pass)
            default:
                try reader.skip()
            }
        }
    }
}
