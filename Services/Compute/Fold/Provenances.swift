internal import Log

/// What many figures have in common, each once: where they come from and how they were defined.
struct Provenances {
    struct Provenance {
        let source: String?
        let note: String?
        /// The version of the indicator's definition.
        let definition: Int
    }

    private(set) var all: [Provenance] = []
    private var texts = Interner()
    private var text: [UInt8] = []
    /// The one that was asked for last, which most figures share with the one before.
    private var last: (number: Int32, definition: Int, source: [UInt8])?

    var count: Int { all.count }

    subscript(number: Int32) -> Provenance { all[Int(number)] }

    /// Its number, which is the next where it is new. Empty texts are none.
    mutating func number(definition: Int, source: Span<UInt8>, note: Span<UInt8>) -> Int32 {
        if let last, note.isEmpty, last.definition == definition,
            Interner.same(last.source.span, source)
        {
            return last.number
        }
        let number = find(definition: definition, source: source, note: note)
        if note.isEmpty { last = (number, definition, source.copied) }
        return number
    }

    private mutating func find(
        definition: Int, source: Span<UInt8>, note: Span<UInt8>
    ) -> Int32 {
        var text = self.text
        self.text = []
        defer {
            text.removeAll(keepingCapacity: true)
            self.text = text
        }
        text.append(varint: UInt64(bitPattern: Int64(definition)))
        text.append(varint: UInt64(source.count))
        text.append(source)
        text.append(note)
        if let number = texts.number(of: text.span) { return Int32(number) }
        add(text.span, definition: definition, source: source, note: note)
        return Int32(all.count - 1)
    }

    private mutating func add(
        _ text: Span<UInt8>, definition: Int, source: Span<UInt8>, note: Span<UInt8>
    ) {
        texts.add(text)
        all.append(
            Provenance(
                source: source.isEmpty ? nil : String(copying: source),
                note: note.isEmpty ? nil : String(copying: note), definition: definition))
    }

    func write(_ number: Int, to bytes: inout [UInt8]) { bytes.append(text: texts[number]) }

    /// Takes the next one that was written.
    mutating func load(_ number: Int, from reader: inout ByteReader) throws(RowFault) {
        let text = try reader.text()
        guard number == count, texts.number(of: text) == nil else { throw RowFault() }
        var parts = ByteReader(text)
        let definition = Int(Int64(bitPattern: try parts.varint()))
        let source = try parts.text()
        add(text, definition: definition, source: source, note: parts.rest())
    }
}

extension String {
    /// The text of these bytes, which are UTF-8.
    init(copying bytes: Span<UInt8>) {
        self = unsafe bytes.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
