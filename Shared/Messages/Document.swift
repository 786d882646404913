internal import JSON
internal import Time

/// A JSON document that is read field by field, with all that is wrong in it gathered. What reads
/// a value gives nil where it was no good: the error is noted and the value passed. What is no
/// JSON at all ends the reading (`JSONError`).
///
/// ```swift
/// guard var fields = try document.object(of: Name.self, required: [.code]) else { return nil }
/// while let field = try document.next(&fields) {
///     switch field { case .code: code = try document.parsed(IndicatorCode.init) }
/// }
/// ```
struct Document: ~Escapable {
    /// What becomes of fields that nobody knows: events of a later version have them, and in what
    /// producers send they are slips of the pen.
    enum UnknownFields { case ignored, refused }

    /// An error's place costs a pass over the document: beyond these, errors are only counted.
    static let errorLimit = 100

    var reader: Reader
    private(set) var errors: [ValidationError] = []
    private(set) var errorCount = 0
    private let whole: Span<UInt8>
    /// Where what `reader` reads begins in `whole`.
    private let base: Int
    let unknownFields: UnknownFields

    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, unknownFields: UnknownFields) {
        self.init(bytes, part: 0..<bytes.count, unknownFields: unknownFields)
    }

    /// A value inside a document; places are the document's.
    @_lifetime(copy bytes)
    init(_ bytes: Span<UInt8>, part: Range<Int>, unknownFields: UnknownFields) {
        reader = Reader(bytes.extracting(part))
        whole = bytes
        base = part.lowerBound
        self.unknownFields = unknownFields
    }

    /// Notes an error of the value at `offset`.
    mutating func note(_ error: ValidationError, at offset: Int) {
        errorCount += 1
        guard errors.count < Self.errorLimit else { return }
        errors.append(error.at(pointer: pointer(at: offset)))
    }

    func pointer(at offset: Int) -> String { Place(of: base + offset, in: whole).pointer }

    /// The error of what is no JSON.
    func error(of fault: JSONError) -> ValidationError {
        ValidationError(
            .malformed, "this is not JSON", pointer: pointer(at: fault.offset),
            found: fault.found, expected: fault.expected)
    }

    /// The first error where there is one.
    func throwFirstError() throws(ValidationError) {
        if let first = errors.first { throw first }
    }

    /// Passes a value of another kind than `kind`, and notes that.
    mutating func isNext(_ kind: Kind) throws(JSONError) -> Bool {
        let found = try reader.kind()
        if found == kind { return true }
        note(
            ValidationError(
                .malformed, "this is not \(kind)", found: "\(found)", expected: "\(kind)"),
            at: reader.offset)
        try reader.skip()
        return false
    }
}

extension Document {
    /// Begins to read an object.
    mutating func object<Name: FieldName>(
        of names: Name.Type, required: [Name]
    ) throws(JSONError) -> Fields<Name>? {
        guard try isNext(.object) else { return nil }
        let offset = reader.offset
        try reader.beginObject()
        return Fields(offset: offset, required: required)
    }

    /// The next field whose value is to be read; nil past the end, where missing ones are noted.
    mutating func next<Name: FieldName>(_ fields: inout Fields<Name>) throws(JSONError) -> Name? {
        while let slice = try reader.nextMember() {
            let text = reader.text(slice)
            if let name = Name(rawValue: text) {
                if fields.insert(name) { return name }
                note(
                    ValidationError(
                        .malformed, "field \(text) stands twice", found: text,
                        expected: "each field once"),
                    at: slice.start - 1)
            } else if unknownFields == .refused {
                let known = Name.allCases.map(\.rawValue)
                note(
                    ValidationError(
                        .unknownField, "there is no field \(Text.excerpt(text)) here",
                        found: Text.excerpt(text),
                        expected: "one of \(known.joined(separator: ", "))",
                        suggestion: Suggestions.nearest(to: text, among: known)),
                    at: slice.start - 1)
            }
            try reader.skip()
        }
        for name in fields.missing {
            note(
                ValidationError(
                    .missingField, "field \(name.rawValue) is missing", expected: name.rawValue),
                at: fields.offset)
        }
        return nil
    }

    /// The next member of an object whose names are data, with its place.
    mutating func nextMember() throws(JSONError) -> (name: String, offset: Int)? {
        guard let slice = try reader.nextMember() else { return nil }
        return (reader.text(slice), slice.start - 1)
    }

    /// Begins to read an array, or an object whose names are data; false where it is none.
    mutating func begin(_ kind: Kind) throws(JSONError) -> Bool {
        guard try isNext(kind) else { return false }
        if kind == .array { try reader.beginArray() } else { try reader.beginObject() }
        return true
    }

    mutating func nextElement() throws(JSONError) -> Bool { try reader.nextElement() }

    mutating func skip() throws(JSONError) { try reader.skip() }

    mutating func finish() throws(JSONError) { try reader.finish() }
}
