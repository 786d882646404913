extension Value {
    /// Reads a whole document; a name that comes twice in one object is at fault.
    public init(_ document: Span<UInt8>) throws(JSONError) {
        var reader = Reader(document)
        self = try reader.value()
        try reader.finish()
    }

    /// Reads a whole document; a name that comes twice in one object is at fault.
    public init(_ document: String) throws(JSONError) {
        let bytes = Array(document.utf8)
        try self.init(bytes.span)
    }
}

extension Reader {
    /// Reads a value of any kind as a tree.
    public mutating func value() throws(JSONError) -> Value {
        switch try kind() {
        case .object: .object(try members())
        case .array: .array(try elements())
        case .string: .string(text(try string()))
        case .number: .number(try number())
        case .boolean: .boolean(try boolean())
        case .null: try nullValue()
        }
    }

    private mutating func members() throws(JSONError) -> [Value.Member] {
        var members: [Value.Member] = []
        var names: Set<[UInt8]> = []
        try beginObject()
        while let slice = try nextMember() {
            let name = text(slice)
            guard names.insert(Array(name.utf8)).inserted else {
                throw JSONError(
                    offset: slice.start - 1, found: .repeatedName, expected: .uniqueName)
            }
            members.append(Value.Member(name, try value()))
        }
        return members
    }

    private mutating func elements() throws(JSONError) -> [Value] {
        var elements: [Value] = []
        try beginArray()
        while try nextElement() { elements.append(try value()) }
        return elements
    }

    private mutating func nullValue() throws(JSONError) -> Value {
        try null()
        return .null
    }
}

extension Writer {
    /// Writes a tree.
    public mutating func value(_ value: Value) {
        switch value {
        case .object(let members):
            object { writer in
                for member in members {
                    writer.name(escaping: member.name)
                    writer.value(member.value)
                }
            }
        case .array(let elements):
            array { writer in for element in elements { writer.value(element) } }
        case .string(let text): string(text)
        case .number(let number): self.number(number)
        case .boolean(let boolean): self.boolean(boolean)
        case .null: null()
        }
    }
}

extension Value: CustomStringConvertible {
    /// Its JSON text, without white space.
    public var description: String {
        var writer = Writer()
        writer.value(self)
        return String(decoding: writer.take(), as: UTF8.self)
    }
}
