internal import Log

/// Records of one partition in their order, their bytes in one piece. Copying it copies no bytes.
struct Segment: Sendable {
    private struct Entry: Sendable {
        let offset: Int64
        let keyStart: Int
        let valueStart: Int
        let end: Int
    }
    private var bytes: [UInt8] = []
    private var entries: [Entry] = []

    var count: Int { entries.count }
    var isEmpty: Bool { entries.isEmpty }
    /// Of keys and values.
    var byteCount: Int { bytes.count }
    /// With what memory needs beside the bytes.
    var memoryBytes: Int { bytes.count + entries.count * MemoryLayout<Entry>.stride + 128 }
    /// Its first offset.
    var first: Int64? { entries.first?.offset }
    /// One past its last offset.
    var next: Int64? { entries.last.map { $0.offset + 1 } }

    /// Makes room for so many records of so many bytes in all, so that no more is taken.
    mutating func reserve(bytes byteCount: Int, count: Int) {
        bytes.reserveCapacity(byteCount)
        entries.reserveCapacity(count)
    }

    mutating func add(offset: Int64, key: Span<UInt8>, value: Span<UInt8>) {
        let start = bytes.count
        unsafe key.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
        unsafe value.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
        entries.append(
            Entry(
                offset: offset, keyStart: start, valueStart: start + key.count, end: bytes.count))
    }

    /// Hands over the records from `offset` on, at most `limit`, and says how many those were and
    /// where to go on.
    func forEach(
        from offset: Int64, limit: Int, _ body: (borrowing Record) -> Void
    ) -> (count: Int, next: Int64) {
        let all = bytes.span
        let wanted = entries[firstIndex(from: offset)...].prefix(limit)
        for entry in wanted {
            body(
                Record(
                    offset: entry.offset, key: all.extracting(entry.keyStart..<entry.valueStart),
                    value: all.extracting(entry.valueStart..<entry.end)))
        }
        return (wanted.count, wanted.last.map { $0.offset + 1 } ?? offset)
    }

    /// By halving: offsets rise, with or without holes.
    private func firstIndex(from offset: Int64) -> Int {
        var (low, high) = (0, entries.count)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
