internal import JSON

extension Writer {
    /// By partition from 0: `[{"next":12,"offset":40,"index":1},{"next":0}]`.
    mutating func member(_ name: StaticString, _ cursor: OutcomesCursor) {
        self.name(name)
        beginArray()
        for place in cursor {
            beginObject()
            member("next", Int(place.next))
            if let high = place.high {
                member("offset", Int(high.offset))
                member("index", high.index)
            }
            endObject()
        }
        endArray()
    }
}

extension Document {
    /// The largest whole number that JSON keeps exactly.
    static let largest = 1 << 53

    mutating func cursor() throws(JSONError) -> OutcomesCursor? {
        enum Name: String, CaseIterable { case next, offset, index }
        guard try begin(.array) else { return nil }
        var cursor: OutcomesCursor = []
        while try nextElement() {
            guard var fields = try object(of: Name.self, required: [.next]) else { continue }
            var next, offset, index: Int?
            while let field = try self.next(&fields) {
                switch field {
                case .next: next = try integer(to: Self.largest)
                case .offset: offset = try integer(to: Self.largest)
                case .index: index = try integer()
                }
            }
            guard let next else { continue }
            var place = OutcomesPlace(next: Int64(next))
            if let offset, let index {
                place.high = OutcomePosition(offset: Int64(offset), index: index)
            }
            cursor.append(place)
        }
        return cursor
    }

    /// Offsets on the log, by partition from 0.
    mutating func offsets() throws(JSONError) -> [Int64]? {
        guard try begin(.array) else { return nil }
        var offsets: [Int64] = []
        while try nextElement() {
            if let offset = try integer(to: Self.largest) { offsets.append(Int64(offset)) }
        }
        return offsets
    }
}
