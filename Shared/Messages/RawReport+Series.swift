extension RawReport {
    /// Makes the series' text one run of bytes. In the usual order of a record it is that
    /// already; otherwise it is put together behind the rest.
    mutating func arrange() throws(ValidationError) {
        var end = places.indicator.upperBound
        var isInOrder = places.area.lowerBound == end + 1
        end = places.area.upperBound
        for index in dimensions.indices where isInOrder {
            isInOrder = dimensions[index].name.lowerBound == end + 1
            if index > 0, isInOrder {
                isInOrder = precedes(dimensions[index - 1].name, dimensions[index].name)
            }
            end = dimensions[index].value.upperBound
        }
        if isInOrder {
            places.series = places.indicator.lowerBound..<end
        } else {
            try compose()
        }
    }

    private mutating func compose() throws(ValidationError) {
        let text = text
        dimensions.sort { text[$0.name].lexicographicallyPrecedes(text[$1.name]) }
        let start = text.count
        self.text += text[places.indicator]
        self.text.append(UInt8(ascii: "/"))
        self.text += text[places.area]
        for (index, dimension) in dimensions.enumerated() {
            if index > 0, !precedes(dimensions[index - 1].name, dimension.name) {
                throw ValidationError(
                    .malformed, "a dimension stands twice", pointer: "/data/dimensions",
                    expected: "each dimension once")
            }
            self.text.append(index == 0 ? UInt8(ascii: "/") : UInt8(ascii: ";"))
            self.text += text[dimension.name]
            self.text.append(UInt8(ascii: "="))
            self.text += text[dimension.value]
        }
        places.series = start..<self.text.count
    }

    private func precedes(_ one: Range<Int>, _ other: Range<Int>) -> Bool {
        text[one].lexicographicallyPrecedes(text[other])
    }
}
