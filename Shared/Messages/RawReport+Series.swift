internal import JSON

extension RawReport {
    mutating func readIndicator(
        _ reader: inout Reader, _ pass: inout Pass
    ) throws(JSONError) {
        let offset = reader.offset
        let slice = try reader.string()
        places.indicator = keep(slice, reader)
        if !IndicatorCode.isCode(bytes(places.indicator), longest: IndicatorCode.longest) {
            pass.note(IndicatorCode.error(reader.text(slice)), at: offset)
        }
    }

    mutating func readArea(_ reader: inout Reader, _ pass: inout Pass) throws(JSONError) {
        let offset = reader.offset
        let slice = try reader.string()
        places.area = keep(slice, reader)
        if !Area.isArea(bytes(places.area)) {
            pass.note(Area.error(reader.text(slice)), at: offset)
        }
    }

    mutating func readDimensions(
        _ reader: inout Reader, _ pass: inout Pass
    ) throws(JSONError) {
        try reader.beginObject()
        while let member = try reader.nextMember() {
            let offset = reader.offset
            let name = keep(member, reader)
            let value = keep(try reader.string(), reader)
            guard dimensions.count < Indicator.dimensionLimit, Dimensions.isName(bytes(name)),
                Dimensions.isValue(bytes(value))
            else {
                pass.note(.invalidDimension, at: offset)
                continue
            }
            dimensions.append(RawDimension(name: name, value: value))
        }
    }

    /// Where the text of a string stands in `text`: in the record's copy, or behind it where it
    /// had escapes.
    mutating func keep(_ slice: Slice, _ reader: borrowing Reader) -> Range<Int> {
        guard slice.escaped else { return slice.range }
        let start = text.count
        reader.append(slice, to: &text)
        return start..<text.count
    }

    /// Whether this is the text of the series, its dimensions in order.
    func isSeries(_ text: Range<Int>) -> Bool {
        var at = text.lowerBound
        let all = self.text.span
        func follows(_ separator: UInt8?, _ place: Range<Int>) -> Bool {
            let start = separator == nil ? at : at &+ 1
            guard start &+ place.count <= text.upperBound else { return false }
            if let separator, all[at] != separator { return false }
            var index = 0
            while index < place.count {
                guard
                    unsafe all[unchecked: start &+ index]
                        == all[unchecked: place.lowerBound &+ index]
                else { return false }
                index &+= 1
            }
            at = start &+ place.count
            return true
        }
        guard follows(nil, places.indicator), follows(UInt8(ascii: "/"), places.area) else {
            return false
        }
        for index in dimensions.indices {
            let (name, value) = (dimensions[index].name, dimensions[index].value)
            guard index == 0 || precedes(dimensions[index - 1].name, name),
                follows(index == 0 ? UInt8(ascii: "/") : UInt8(ascii: ";"), name),
                follows(UInt8(ascii: "="), value)
            else { return false }
        }
        return at == text.upperBound
    }

    /// Puts the series' text together, dimensions in order.
    mutating func composeSeries() throws(ValidationError) {
        sortDimensions()
        var composed: [UInt8] = []
        swap(&composed, &seriesBytes)
        composed.removeAll(keepingCapacity: true)
        append(places.indicator, to: &composed)
        composed.append(UInt8(ascii: "/"))
        append(places.area, to: &composed)
        for index in dimensions.indices {
            let dimension = dimensions[index]
            if index > 0, !precedes(dimensions[index - 1].name, dimension.name) {
                throw ValidationError(
                    .malformed, "a dimension stands twice", pointer: "/data/dimensions",
                    expected: "each dimension once")
            }
            composed.append(index == 0 ? UInt8(ascii: "/") : UInt8(ascii: ";"))
            append(dimension.name, to: &composed)
            composed.append(UInt8(ascii: "="))
            append(dimension.value, to: &composed)
        }
        places.series = text.count..<text.count + composed.count
        text.append(contentsOf: composed)
        swap(&composed, &seriesBytes)
    }

    private func append(_ place: Range<Int>, to buffer: inout [UInt8]) {
        unsafe bytes(place).withUnsafeBufferPointer { unsafe buffer.append(contentsOf: $0) }
    }

    /// By insertion: they are few, and mostly in order.
    private mutating func sortDimensions() {
        for index in dimensions.indices.dropFirst() {
            var at = index
            while at > 0, precedes(dimensions[at].name, dimensions[at - 1].name) {
                dimensions.swapAt(at, at - 1)
                at -= 1
            }
        }
    }

    private func precedes(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        let (one, other) = (bytes(one), bytes(other))
        for index in 0..<min(one.count, other.count) where one[index] != other[index] {
            return one[index] < other[index]
        }
        return one.count < other.count
    }
}
