/// The names of an object's fields, as an enum with these names as raw values.
typealias FieldName = CaseIterable & RawRepresentable<String> & Hashable & Sendable

/// How far the reading of one object has come.
struct Fields<Name: FieldName> {
    /// Where the object begins.
    let offset: Int
    let required: [Name]
    private(set) var seen: Set<Name> = []

    init(offset: Int, required: [Name]) {
        self.offset = offset
        self.required = required
    }

    /// False where it was there before.
    mutating func insert(_ name: Name) -> Bool { seen.insert(name).inserted }

    var missing: [Name] { required.filter { !seen.contains($0) } }
}
