internal import Messages

// A series' standings have a row of their own.
extension SeriesState {
    func writeStandings(to bytes: inout [UInt8]) {
        bytes.append(varint: UInt64(standings.count))
        for standing in standings { standing.write(to: &bytes) }
    }

    /// Takes the row, in a partition of so many targets.
    mutating func loadStandings(
        from reader: inout ByteReader, targets: Int
    ) throws(RowFault) {
        for _ in 0..<(try reader.count()) {
            let standing = try Standing(from: &reader)
            guard standing.target < targets else { throw RowFault() }
            standings.append(standing)
        }
        guard reader.isAtEnd else { throw RowFault() }
    }
}

extension Standing {
    fileprivate func write(to bytes: inout [UInt8]) {
        bytes.append(varint: UInt64(target))
        bytes.append(varint: UInt64(version))
        var flags: UInt8 = applies ? 1 : 0
        if isAnnouncedOverdue { flags |= 2 }
        if case .met(_, let provisionally) = state { flags |= provisionally ? 12 : 4 }
        if base != nil { flags |= 16 }
        bytes.append(flags)
        if case .met(let period, _) = state { bytes.append(period) }
        if let base { bytes.append(fixed: base.bitPattern) }
        bytes.append(category.map { $0.storedCode } ?? 0)
        bytes.append(varint: UInt64(missedIn.count))
        for period in missedIn { bytes.append(period) }
    }

    fileprivate init(from reader: inout ByteReader) throws(RowFault) {
        guard let target = Int32(exactly: try reader.varint()),
            let version = Int32(exactly: try reader.varint())
        else { throw RowFault() }
        self.init(target: target, version: Int(version))
        let flags = try reader.byte()
        applies = flags & 1 != 0
        isAnnouncedOverdue = flags & 2 != 0
        if flags & 4 != 0 { state = .met(try reader.period(), provisionally: flags & 8 != 0) }
        if flags & 16 != 0 { base = Double(bitPattern: try reader.fixed()) }
        let code = try reader.byte()
        category = code == 0 ? nil : Category(storedCode: code)
        for _ in 0..<(try reader.count()) { missedIn.append(try reader.period()) }
    }
}

extension [UInt8] {
    fileprivate mutating func append(_ period: Period) {
        append(period.frequency.storedCode)
        append(signed: Int64(period.ordinal))
    }
}

extension ByteReader {
    fileprivate mutating func period() throws(RowFault) -> Period {
        guard let frequency = Frequency(storedCode: try byte()) else { throw RowFault() }
        return Period(frequency: frequency, storedOrdinal: try integer())
    }
}

extension Frequency {
    /// Its number in files, from 1: never another's.
    var storedCode: UInt8 {
        switch self {
        case .annual: 1
        case .biennial: 2
        case .halfYearly: 3
        case .quarterly: 4
        case .monthly: 5
        case .weekly: 6
        case .daily: 7
        case .schoolYear: 8
        }
    }

    init?(storedCode: UInt8) {
        guard let frequency = Self.allCases.first(where: { $0.storedCode == storedCode }) else {
            return nil
        }
        self = frequency
    }
}

extension Category {
    /// Its number in files, from 1: never another's.
    fileprivate var storedCode: UInt8 {
        switch self {
        case .targetAchieved: 1
        case .missed: 2
        case .substantialProgress: 3
        case .moderateProgress: 4
        case .limitedProgress: 5
        case .deterioration: 6
        case .significantProgress: 7
        case .noProgress: 8
        case .moderateDeterioration: 9
        case .significantDeterioration: 10
        case .onTrack: 11
        case .slightlyOff: 12
        case .off: 13
        case .notAvailable: 14
        }
    }

    fileprivate init?(storedCode: UInt8) {
        guard let category = Self.allCases.first(where: { $0.storedCode == storedCode }) else {
            return nil
        }
        self = category
    }
}
