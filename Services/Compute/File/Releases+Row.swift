internal import Messages
internal import Time

// A series' releases are kept in rows of so many: what one more figure changes is the last of them,
// however long the series is. Each is told by how it differs from the one before in its row.
extension Releases {
    static let releasesPerRow = 16

    /// The row's number among all series': those that are written together stand together, the
    /// last ones of series that grow at the same pace.
    static func row(_ piece: Int, of series: Int) -> Int { piece << 32 | series }

    static func place(ofRow id: Int) -> (piece: Int, series: Int) { (id >> 32, id & 0xffff_ffff) }

    /// The rows in which a release stands from the `first`-th on.
    func pieces(from first: Int) -> Range<Int> {
        let end = (all.count + Self.releasesPerRow - 1) / Self.releasesPerRow
        return min(first / Self.releasesPerRow, end)..<end
    }

    func write(piece: Int, to bytes: inout [UInt8]) {
        let start = piece * Self.releasesPerRow
        let end = min(start + Self.releasesPerRow, all.count)
        bytes.append(UInt8(end - start))
        let releases = all.span
        bytes.append(addingCapacity: (end - start) * Release.longestRowBytes) { row in
            var before: Release?
            for index in start..<end {
                releases[index].write(to: &row, after: before)
                before = releases[index]
            }
        }
    }

    /// Takes the next row, in a partition of so many provenances.
    mutating func load(
        piece: Int, from reader: inout ByteReader, provenances: Int
    ) throws(RowFault) {
        let count = Int(try reader.byte())
        guard all.count == piece * Self.releasesPerRow, (1...Self.releasesPerRow).contains(count)
        else { throw RowFault() }
        var before: Release?
        for _ in 0..<count {
            let release = try Release(from: &reader, after: before)
            guard release.provenance < provenances else { throw RowFault() }
            append(stored: release)
            before = release
        }
        guard reader.isAtEnd else { throw RowFault() }
    }
}

extension Release {
    /// 18 bytes that are fixed, 3 varints of 32 bits with 5 each, and one of 64 with 10.
    fileprivate static let longestRowBytes = 43

    /// In the head, beside the frequency's code.
    private static let hasNoValue: UInt8 = 0x80
    private static let isLikeBefore: UInt8 = 0x40
    private static let frequencyCode: UInt8 = 0x0f

    /// Whether it differs from the one before in no more than period and value, as the figures of
    /// one report mostly do.
    private func isLike(_ before: Release) -> Bool {
        submission == before.submission && released == before.released
            && status == before.status && provenance == before.provenance
            && confidentiality == before.confidentiality
    }

    fileprivate func write(to row: inout OutputSpan<UInt8>, after before: Release?) {
        let isLikeBefore = before.map { isLike($0) } ?? false
        row.append(
            period.frequency.storedCode | (value == nil ? Self.hasNoValue : 0)
                | (isLikeBefore ? Self.isLikeBefore : 0))
        row.append(signed: Int64(period.ordinal) - Int64(before?.period.ordinal ?? 0))
        if let value { row.append(fixed: value.bitPattern) }
        guard !isLikeBefore else { return }
        row.append(varint: UInt64(status.rawValue))
        row.append(confidentiality ?? 0)
        row.append(signed: released.milliseconds - (before?.released.milliseconds ?? 0))
        row.append(fixed: submission)
        row.append(varint: UInt64(provenance))
    }

    fileprivate init(
        from reader: inout ByteReader, after before: Release?
    ) throws(RowFault) {
        let head = try reader.byte()
        guard let frequency = Frequency(storedCode: head & Self.frequencyCode),
            let ordinal = Int32(
                exactly: Int64(before?.period.ordinal ?? 0) + Int64(try reader.integer(Int32.self)))
        else { throw RowFault() }
        let period = Period(frequency: frequency, storedOrdinal: ordinal)
        let value =
            head & Self.hasNoValue == 0 ? Double(bitPattern: try reader.fixed()) : nil
        guard head & Self.isLikeBefore == 0 else {
            guard let before else { throw RowFault() }
            self.init(
                RawFigure(
                    period: period, value: value, status: before.status,
                    confidentiality: before.confidentiality),
                released: before.released, submission: before.submission,
                provenance: before.provenance)
            return
        }
        let status = StatusFlags(rawValue: UInt32(truncatingIfNeeded: try reader.varint()))
        let confidentiality = try reader.byte()
        let released = Timestamp(
            milliseconds: (before?.released.milliseconds ?? 0) &+ (try reader.signed()))
        let submission = try reader.fixed()
        guard let provenance = Int32(exactly: try reader.varint()) else { throw RowFault() }
        self.init(
            RawFigure(
                period: period, value: value, status: status,
                confidentiality: confidentiality == 0 ? nil : confidentiality),
            released: released, submission: submission, provenance: provenance)
    }
}
