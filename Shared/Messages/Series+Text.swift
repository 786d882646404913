extension Series {
    /// Its identity as a text, an event's subject: `nl.mkb.cloud/NL/size=10-249`, or
    /// `nl.mkb.cloud/NL` without dimensions.
    public var text: String {
        var text = indicator.text
        text.reserveCapacity(64)
        text += "/"
        text += area.text
        var separator = "/"
        for dimension in dimensions.all {
            text += separator
            text += dimension.name
            text += "="
            text += dimension.value
            separator = ";"
        }
        return text
    }

    /// Reads `text` back. By its bytes: none of them is part of a longer character.
    public init(text: String) throws(ValidationError) {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count) else {
            throw ValidationError(
                .malformed, "this is not a series", found: text,
                expected: "indicator/AREA or indicator/AREA/name=value;name=value")
        }
        self.init(
            indicator: try IndicatorCode(String(Substring(parts[0]))),
            area: try Area(String(Substring(parts[1]))),
            dimensions: parts.count == 3 ? try Dimensions(text: Substring(parts[2])) : .none)
    }
}

extension Dimensions {
    /// Reads what stands in a series' text: `sector=C;size=10-249`.
    public init(text: Substring) throws(ValidationError) {
        var pairs: [(name: String, value: String)] = []
        let parts = text.utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)
        for pair in parts {
            guard let equals = pair.firstIndex(of: UInt8(ascii: "=")) else {
                throw ValidationError(
                    .malformed, "these are not a series' dimensions",
                    found: String(Substring(pair)), expected: "name=value")
            }
            let (name, value) = (pair[..<equals], pair[pair.index(after: equals)...])
            pairs.append((String(Substring(name)), String(Substring(value))))
        }
        try self.init(pairs)
    }
}
