/// A report read by the plainest means: one pass over bytes that are taken to be right, texts as
/// places in them. What the limit is made of, so nothing is checked that does not cost a reader.
struct BareReport {
    typealias Text = UnsafeRawBufferPointer

    struct Figure {
        var period = 0
        var value = 0.0
        /// The array as it stands.
        var status = Text(start: nil, count: 0)
    }

    private(set) var type = Text(start: nil, count: 0)
    private(set) var time = Text(start: nil, count: 0)
    private(set) var indicator = Text(start: nil, count: 0)
    private(set) var area = Text(start: nil, count: 0)
    private(set) var dimension = Text(start: nil, count: 0)
    private(set) var dimensionValue = Text(start: nil, count: 0)
    private(set) var unit = Text(start: nil, count: 0)
    private(set) var source = Text(start: nil, count: 0)
    private(set) var submission = Text(start: nil, count: 0)
    private(set) var releasedText = Text(start: nil, count: 0)
    private(set) var released: Int64 = 0
    private(set) var received: Int64 = 0
    private(set) var figures: [Figure] = []

    mutating func read(_ record: Text) {
        var scanner = BareScanner(record)
        figures.removeAll(keepingCapacity: true)
        while scanner.enterOrFollow(UInt8(ascii: "{"), UInt8(ascii: "}")) {
            let name = scanner.string()
            scanner.skip(1)
            switch name.count {
            case 2: _ = scanner.string()
            case 4 where name[0] == UInt8(ascii: "d"): readData(&scanner)
            case 4 where name[1] == UInt8(ascii: "i"): time = scanner.string()
            case 4: type = scanner.string()
            default: _ = scanner.string()
            }
        }
    }

    private mutating func readData(_ scanner: inout BareScanner) {
        while scanner.enterOrFollow(UInt8(ascii: "{"), UInt8(ascii: "}")) {
            let name = scanner.string()
            scanner.skip(1)
            switch name.count {
            case 9: indicator = scanner.string()
            case 4 where name[0] == UInt8(ascii: "a"): area = scanner.string()
            case 4: unit = scanner.string()
            case 6: source = scanner.string()
            case 8 where name[2] == UInt8(ascii: "l"):
                releasedText = scanner.string()
                released = Self.milliseconds(releasedText)
            case 8: received = Self.milliseconds(scanner.string())
            case 10 where name[0] == UInt8(ascii: "s"): submission = scanner.string()
            case 10:
                while scanner.enterOrFollow(UInt8(ascii: "{"), UInt8(ascii: "}")) {
                    dimension = scanner.string()
                    scanner.skip(1)
                    dimensionValue = scanner.string()
                }
            default:
                while scanner.enterOrFollow(UInt8(ascii: "["), UInt8(ascii: "]")) {
                    readFigure(&scanner)
                }
            }
        }
    }

    private mutating func readFigure(_ scanner: inout BareScanner) {
        var figure = Figure()
        while scanner.enterOrFollow(UInt8(ascii: "{"), UInt8(ascii: "}")) {
            let name = scanner.string()
            scanner.skip(1)
            switch name[0] {
            case UInt8(ascii: "p"): figure.period = Self.digits(scanner.string(), 0, 4)
            case UInt8(ascii: "v"): figure.value = scanner.number()
            default: figure.status = scanner.array()
            }
        }
        figures.append(figure)
    }

    /// `2026-06-12T07:00:00.120Z`, with or without the fraction.
    private static func milliseconds(_ text: Text) -> Int64 {
        let (year, month, day) = (digits(text, 0, 4), digits(text, 5, 2), digits(text, 8, 2))
        let shifted = month <= 2 ? year - 1 : year
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
        let hours = days * 24 + digits(text, 11, 2)
        let seconds = (hours * 60 + digits(text, 14, 2)) * 60 + digits(text, 17, 2)
        return Int64(seconds * 1000 + (text.count == 24 ? digits(text, 20, 3) : 0))
    }

    private static func digits(_ text: Text, _ start: Int, _ count: Int) -> Int {
        var number = 0
        for index in start..<start + count {
            number = number &* 10 &+ Int(text[index] &- UInt8(ascii: "0"))
        }
        return number
    }
}

/// Where the reading stands.
struct BareScanner {
    private let bytes: UnsafeRawPointer
    private let count: Int
    private var at = 0

    init(_ record: UnsafeRawBufferPointer) {
        bytes = record.baseAddress.unsafelyUnwrapped
        count = record.count
    }

    private func byte(_ index: Int) -> UInt8 { bytes.load(fromByteOffset: index, as: UInt8.self) }

    @inline(__always) mutating func skip(_ count: Int) { at &+= count }

    /// Goes past the opening bracket or a comma; false past the closing one.
    @inline(__always)
    mutating func enterOrFollow(_ opening: UInt8, _ closing: UInt8) -> Bool {
        let byte = byte(at)
        at &+= 1
        return byte != closing
    }

    /// Eight bytes a step, up to the quotation mark.
    @inline(__always)
    mutating func string() -> UnsafeRawBufferPointer {
        at &+= 1
        let start = at
        while at &+ 8 <= count {
            let word = bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            let quotes = word ^ 0x2222_2222_2222_2222
            let found = (quotes &- 0x0101_0101_0101_0101) & ~quotes & 0x8080_8080_8080_8080
            if found != 0 {
                at &+= found.trailingZeroBitCount &>> 3
                break
            }
            at &+= 8
        }
        while byte(at) != UInt8(ascii: "\"") { at &+= 1 }
        defer { at &+= 1 }
        return UnsafeRawBufferPointer(start: bytes + start, count: at &- start)
    }

    @inline(__always)
    mutating func array() -> UnsafeRawBufferPointer {
        let start = at
        while byte(at) != UInt8(ascii: "]") { at &+= 1 }
        at &+= 1
        return UnsafeRawBufferPointer(start: bytes + start, count: at &- start)
    }

    @inline(__always)
    mutating func number() -> Double {
        var (mantissa, scale) = (0, 1)
        while case let digit = byte(at) &- UInt8(ascii: "0"), digit <= 9 {
            mantissa = mantissa &* 10 &+ Int(digit)
            at &+= 1
        }
        guard byte(at) == UInt8(ascii: ".") else { return Double(mantissa) }
        at &+= 1
        while case let digit = byte(at) &- UInt8(ascii: "0"), digit <= 9 {
            mantissa = mantissa &* 10 &+ Int(digit)
            scale &*= 10
            at &+= 1
        }
        return Double(mantissa) / Double(scale)
    }
}
