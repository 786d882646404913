/// The names of an object's fields, as an enum with these names as raw values.
typealias FieldName = CaseIterable & RawRepresentable<String> & Equatable & Sendable

/// How far the reading of one object has come.
struct Fields<Name: FieldName> {
    /// Where the object begins.
    let offset: Int
    private let required: [Name]
    /// A bit for each of `required`: that it was there.
    private var met: UInt32 = 0
    /// The others that were there.
    private var others: [Name] = []

    init(offset: Int, required: [Name]) {
        self.offset = offset
        self.required = required
    }

    /// False where it was there before.
    mutating func insert(_ name: Name) -> Bool {
        if let index = required.firstIndex(of: name) {
            defer { met |= 1 << UInt32(index) }
            return met & 1 << UInt32(index) == 0
        }
        if others.contains(name) { return false }
        others.append(name)
        return true
    }

    var missing: [Name] {
        if met == 1 << UInt32(required.count) - 1 { return [] }
        return required.enumerated().filter { met & 1 << UInt32($0.offset) == 0 }.map(\.element)
    }
}
