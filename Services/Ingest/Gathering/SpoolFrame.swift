internal import Messages
internal import Time

/// Figures of one series with what they have in common, as a spool keeps them: a length, the
/// heading, the figures; numbers are little-endian, texts have their length before them.
struct SpoolFrame {
    /// The series' identity.
    let seriesText: String
    private let unit: String?
    private let released: Timestamp?
    private let source: String?
    let figures: [SentFigure]

    static let headBytes = 4

    /// The bytes that follow the length.
    static func count(_ head: Span<UInt8>) -> Int {
        var source = Source(bytes: head)
        return Int(source.integer(UInt32.self))
    }

    static func write(
        _ heading: Heading, _ figures: ArraySlice<SentFigure>, to bytes: inout [UInt8]
    ) {
        let start = bytes.count
        put(UInt32(0), &bytes)
        put(heading.seriesText, &bytes)
        put(heading.unit, &bytes)
        put(heading.released?.milliseconds ?? .min, &bytes)
        put(heading.source, &bytes)
        put(UInt32(figures.count), &bytes)
        for figure in figures {
            put(Int64(figure.place.record), &bytes)
            put(Int64(figure.place.figure), &bytes)
            put(figure.period, &bytes)
            put(figure.value == nil ? 0 : 1 as UInt8, &bytes)
            put((figure.value ?? 0).bitPattern, &bytes)
            put(figure.status.rawValue, &bytes)
            put(figure.confidentiality ?? 0, &bytes)
            put(figure.note, &bytes)
        }
        let count = UInt32(bytes.count - start - headBytes)
        for index in 0..<headBytes { bytes[start + index] = UInt8(count >> (8 * index) & 0xff) }
    }

    /// Reads what `write` wrote behind the length.
    init(_ bytes: Span<UInt8>) {
        var source = Source(bytes: bytes)
        seriesText = source.text() ?? ""
        unit = source.text()
        let released = source.integer(Int64.self)
        self.released = released == .min ? nil : Timestamp(milliseconds: released)
        self.source = source.text()
        let count = Int(source.integer(UInt32.self))
        var figures: [SentFigure] = []
        figures.reserveCapacity(count)
        for _ in 0..<count { figures.append(source.figure()) }
        self.figures = figures
    }

    /// `series` is that of its identity.
    func heading(of series: Series) -> Heading {
        Heading(
            series: series, text: seriesText, unit: unit, released: released, source: source)
    }

    /// The series of its identity.
    func series() throws(SpoolError) -> Series {
        do throws(ValidationError) {
            return try Series(text: seriesText)
        } catch { throw .failed("what was written is not what is read: \(error.message)") }
    }

    private static func put<Number: FixedWidthInteger>(_ number: Number, _ bytes: inout [UInt8]) {
        unsafe withUnsafeBytes(of: number.littleEndian) { unsafe bytes.append(contentsOf: $0) }
    }

    /// A length of all ones is no text.
    private static func put(_ text: String?, _ bytes: inout [UInt8]) {
        put(text.map { UInt32($0.utf8.count) } ?? .max, &bytes)
        if let text { bytes.append(contentsOf: text.utf8) }
    }

    private struct Source: ~Escapable {
        let bytes: Span<UInt8>
        var at = 0

        @_lifetime(copy bytes)
        init(bytes: Span<UInt8>) { self.bytes = bytes }

        mutating func integer<Number: FixedWidthInteger & BitwiseCopyable>(
            _ type: Number.Type
        ) -> Number {
            defer { at += MemoryLayout<Number>.size }
            return Number(
                littleEndian: unsafe bytes.bytes.unsafeLoadUnaligned(
                    fromByteOffset: at, as: Number.self))
        }

        mutating func text() -> String? {
            let count = integer(UInt32.self)
            guard count != .max else { return nil }
            defer { at += Int(count) }
            return unsafe bytes.extracting(at..<at + Int(count)).withUnsafeBufferPointer {
                unsafe String(decoding: $0, as: UTF8.self)
            }
        }

        mutating func figure() -> SentFigure {
            let place = RowPlace(
                record: Int(integer(Int64.self)), figure: Int(integer(Int64.self)))
            let period = text() ?? ""
            let hasValue = integer(UInt8.self) == 1
            let value = Double(bitPattern: integer(UInt64.self))
            let status = StatusFlags(rawValue: integer(UInt32.self))
            let confidentiality = integer(UInt8.self)
            return SentFigure(
                place: place, period: period, value: hasValue ? value : nil, status: status,
                confidentiality: confidentiality == 0 ? nil : confidentiality, note: text())
        }
    }
}
