internal import Messages
internal import Time

// A series' row: its releases, each told by how it differs from the one before, and its standings.
extension SeriesState {
    func write(to bytes: inout [UInt8]) {
        bytes.append(varint: UInt64(releases.all.count))
        var ordinal: Int32 = 0
        var released: Int64 = 0
        for release in releases.all {
            release.write(to: &bytes, after: ordinal, released)
            ordinal = release.period.ordinal
            released = release.released.milliseconds
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
    fileprivate func write(
        to bytes: inout [UInt8], after ordinal: Int32, _ released: Int64
    ) {
        var piece = RowPiece()
        piece.put(period.frequency.storedCode | (value == nil ? 0x80 : 0))
        piece.put(signed: Int64(period.ordinal) - Int64(ordinal))
        if let value { piece.put(fixed: value.bitPattern) }
        piece.put(varint: UInt64(status.rawValue))
        piece.put(confidentiality ?? 0)
        piece.put(signed: self.released.milliseconds - released)
        piece.put(fixed: submission)
        piece.put(varint: UInt64(provenance))
        piece.append(to: &bytes)
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
