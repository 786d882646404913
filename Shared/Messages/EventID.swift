/// Where a record of `updates` stands.
public struct Coordinate: Hashable, Comparable, Sendable {
    public let partition: Int32
    public let offset: Int64

    public init(partition: Int32, offset: Int64) {
        self.partition = partition
        self.offset = offset
    }

    public static func < (one: Coordinate, other: Coordinate) -> Bool {
        (one.partition, one.offset) < (other.partition, other.offset)
    }
}

/// The log's identity: 8 lower-case hexadecimal digits, made at random with the log.
public struct LogID: Hashable, Sendable {
    public let number: UInt32

    public init(_ number: UInt32) { self.number = number }

    public init?(_ text: some StringProtocol) {
        guard let number = Hexadecimal.number(text) else { return nil }
        self.number = number
    }

    public var text: String { Hexadecimal.text(number) }
}

/// An outcome's identity is where its cause stands: log, partition, offset of the update, the
/// how-manieth outcome of it (from 0), and the CRC-32C of the cause's bytes. Whoever folds the same
/// partition makes the same outcomes under the same ids.
public struct EventID: Hashable, Sendable {
    public let log: LogID
    public let cause: Coordinate
    public let index: Int
    public let checksum: UInt32

    public init(log: LogID, cause: Coordinate, index: Int, checksum: UInt32) {
        self.log = log
        self.cause = cause
        self.index = index
        self.checksum = checksum
    }

    /// Reads `3f9c2a71-5-1041-1-9b2e07c4`.
    public init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 5, let log = LogID(parts[0]), let partition = Int32(parts[1]),
            let offset = Int64(parts[2]), let index = Int(parts[3]),
            let checksum = Hexadecimal.number(parts[4]), partition >= 0, offset >= 0, index >= 0
        else { return nil }
        self.init(
            log: log, cause: Coordinate(partition: partition, offset: offset), index: index,
            checksum: checksum)
        // A sign or a zero in front is another text of the same numbers.
        guard self.text == text else { return nil }
    }

    public var text: String {
        "\(log.text)-\(cause.partition)-\(cause.offset)-\(index)-\(Hexadecimal.text(checksum))"
    }

    /// Its place in its partition: readers keep the highest handled and drop what is not above it.
    public var position: OutcomePosition { OutcomePosition(offset: cause.offset, index: index) }
}

/// The place of an outcome in its partition: (offset of the cause, index), compared as numbers.
public struct OutcomePosition: Hashable, Comparable, Sendable {
    public let offset: Int64
    public let index: Int

    public init(offset: Int64, index: Int) {
        self.offset = offset
        self.index = index
    }

    public static func < (one: OutcomePosition, other: OutcomePosition) -> Bool {
        (one.offset, one.index) < (other.offset, other.index)
    }
}

enum Hexadecimal {
    /// 8 lower-case digits.
    static func text(_ number: UInt32) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 8 - digits.utf8.count) + digits
    }

    static func number(_ text: some StringProtocol) -> UInt32? {
        guard text.utf8.count == 8,
            text.utf8.allSatisfy({ byte in
                (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
            })
        else { return nil }
        return UInt32(text, radix: 16)
    }
}
