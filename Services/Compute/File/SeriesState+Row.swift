internal import Messages
internal import Time

// A series' row: its releases, each told by how it differs from the one before, and its standings.
extension SeriesState {
    func write(to bytes: inout [UInt8]) {
        bytes.append(varint: UInt64(releases.all.count))
        var ordinal: Int32 = 0
        var released: Int64 = 0
        bytes.append(addingCapacity: releases.all.count * Release.longestRowBytes) { row in
            for release in releases.all {
                release.write(to: &row, after: ordinal, released)
                ordinal = release.period.ordinal
                released = release.released.milliseconds
            }
        }
        bytes.append(varint: UInt64(standings.count))
        for standing in standings { standing.write(to: &bytes) }
    }

    /// Fills a series that was just named, in a partition of so many provenances and targets.
    mutating func load(
        from reader: inout ByteReader, provenances: Int, targets: Int
    ) throws(RowFault) {
        var all: [Release] = []
        var ordinal: Int32 = 0
        var released: Int64 = 0
        for _ in 0..<(try reader.count()) {
            let release = try Release(from: &reader, after: ordinal, released)
            guard release.provenance < provenances else {
                throw RowFault()
            }
            all.append(release)
            ordinal = release.period.ordinal
            released = release.released.milliseconds
        }
        releases = Releases(sorted: all)
        for _ in 0..<(try reader.count()) {
            let standing = try Standing(from: &reader)
            guard standing.target < targets else {
                throw RowFault()
            }
            standings.append(standing)
        }
        guard reader.isAtEnd else { throw RowFault() }
    }
}

extension Release {
    /// 18 bytes that are fixed, 3 varints of 32 bits with 5 each, and one of 64 with 10.
    fileprivate static let longestRowBytes = 43

    fileprivate func write(
        to row: inout OutputSpan<UInt8>, after ordinal: Int32, _ released: Int64
    ) {
        row.append(period.frequency.storedCode | (value == nil ? 0x80 : 0))
        row.append(signed: Int64(period.ordinal) - Int64(ordinal))
        if let value { row.append(fixed: value.bitPattern) }
        row.append(varint: UInt64(status.rawValue))
        row.append(confidentiality ?? 0)
        row.append(signed: self.released.milliseconds - released)
        row.append(fixed: submission)
        row.append(varint: UInt64(provenance))
    }

    fileprivate init(
        from reader: inout ByteReader, after ordinal: Int32, _ released: Int64
    ) throws(RowFault) {
        let head = try reader.byte()
        guard let frequency = Frequency(storedCode: head & 0x7f),
            let number = Int32(exactly: Int64(ordinal) + (try reader.integer(Int32.self).wide))
        else { throw RowFault() }
        let value = head & 0x80 == 0 ? Double(bitPattern: try reader.fixed()) : nil
        let status = StatusFlags(rawValue: UInt32(truncatingIfNeeded: try reader.varint()))
        let confidentiality = try reader.byte()
        let figure = RawFigure(
            period: Period(frequency: frequency, storedOrdinal: number), value: value,
            status: status, confidentiality: confidentiality == 0 ? nil : confidentiality)
        let moment = Timestamp(milliseconds: released &+ (try reader.signed()))
        let submission = try reader.fixed()
        guard let provenance = Int32(exactly: try reader.varint()) else {
            throw RowFault()
        }
        self.init(figure, released: moment, submission: submission, provenance: provenance)
    }
}

extension Int32 {
    fileprivate var wide: Int64 { Int64(self) }
}
