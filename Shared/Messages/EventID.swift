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
        guard let number = Hexadecimal.number(in: Array(text.utf8).span, at: 0),
            text.utf8.count == Hexadecimal.count
        else { return nil }
        self.number = number
    }

    public var text: String {
        var text = ShortText()
        text.put(hexadecimal: number)
        return text.string
    }
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

    /// Reads `3f9c2a71-5-1041-1-9b2e07c4`. A sign or a zero in front is another text of the same
    /// numbers, and none of an id.
    public init?(_ bytes: Span<UInt8>) {
        var at = Hexadecimal.count
        guard let log = Hexadecimal.number(in: bytes, at: 0),
            let partition = Self.decimal(in: bytes, &at), partition <= Int32.max,
            let offset = Self.decimal(in: bytes, &at), let index = Self.decimal(in: bytes, &at),
            at + 1 + Hexadecimal.count == bytes.count, bytes[at] == UInt8(ascii: "-"),
            let checksum = Hexadecimal.number(in: bytes, at: at + 1)
        else { return nil }
        self.init(
            log: LogID(log), cause: Coordinate(partition: Int32(partition), offset: offset),
            index: Int(index), checksum: checksum)
    }

    public init?(_ text: String) { self.init(text.utf8.span) }

    /// The number behind the hyphen at `at`, which moves behind the number.
    private static func decimal(in bytes: Span<UInt8>, _ at: inout Int) -> Int64? {
        guard at < bytes.count, bytes[at] == UInt8(ascii: "-") else { return nil }
        let start = at + 1
        at = start
        var number: Int64 = 0
        while at < bytes.count, case let digit = bytes[at] &- UInt8(ascii: "0"), digit <= 9 {
            let tens = number.multipliedReportingOverflow(by: 10)
            let sum = tens.partialValue.addingReportingOverflow(Int64(digit))
            guard !tens.overflow, !sum.overflow else { return nil }
            number = sum.partialValue
            at += 1
        }
        let isPadded = at > start + 1 && bytes[start] == UInt8(ascii: "0")
        return at == start || isPadded ? nil : number
    }

    public var text: String {
        var text = ShortText()
        text.put(self)
        return text.string
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

/// Eight lower-case digits.
enum Hexadecimal {
    static let count = 8

    static func number(in bytes: Span<UInt8>, at start: Int) -> UInt32? {
        guard start + count <= bytes.count else { return nil }
        var number: UInt32 = 0
        for index in start..<start + count {
            let byte = bytes[index]
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                number = number << 4 | UInt32(byte - UInt8(ascii: "0"))
            case UInt8(ascii: "a")...UInt8(ascii: "f"):
                number = number << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
            default: return nil
            }
        }
        return number
    }
}
