extension Reader {
    /// Reads `true` or `false`.
    public mutating func boolean() throws(JSONError) -> Bool {
        let isTrue = try peek(.boolean) == UInt8(ascii: "t")
        try word(isTrue ? "true" : "false", .boolean)
        return isTrue
    }

    /// Reads `null`.
    public mutating func null() throws(JSONError) {
        _ = try peek(.null)
        try word("null", .null)
    }

    /// Reads a value of any kind and gives it up, checked like any other; what it gives is where
    /// the value stood, so that its bytes can be passed on as they are.
    @discardableResult
    public mutating func skip() throws(JSONError) -> Slice {
        let kind = try kind()
        let start = position
        switch kind {
        case .object:
            try beginObject()
            while try nextMember() != nil { try skip() }
        case .array:
            try beginArray()
            while try nextElement() { try skip() }
        case .string: _ = try string()
        case .number: _ = try number()
        case .boolean: _ = try boolean()
        case .null: try null()
        }
        return Slice(start: start, count: position - start, escaped: false)
    }

    private mutating func word(
        _ word: StaticString, _ expectation: Expectation
    ) throws(JSONError) {
        let slice = Slice(start: position, count: word.utf8CodeUnitCount, escaped: false)
        guard equals(slice, word) else { throw fault(expectation) }
        position += slice.count
    }
}
