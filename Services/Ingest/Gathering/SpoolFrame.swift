internal import Messages
internal import Time

/// Figures of one series with what they have in common, as a spool keeps them: a length, the
/// heading, the figures.
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
        var reader = SpoolReader(head)
        return Int(reader.integer(UInt32.self))
    }

    static func write(
        _ heading: Heading, _ figures: ArraySlice<SentFigure>, to bytes: inout [UInt8]
    ) {
        let start = bytes.count
        bytes.put(UInt32(0))
        bytes.put(heading.seriesText)
        bytes.put(heading.unit)
        bytes.put(heading.released?.milliseconds ?? .min)
        bytes.put(heading.source)
        bytes.put(UInt32(figures.count))
        for figure in figures {
            bytes.put(Int64(figure.place.record))
            bytes.put(Int64(figure.place.figure))
            bytes.put(figure.period)
            bytes.put(figure.value == nil ? 0 : 1 as UInt8)
            bytes.put((figure.value ?? 0).bitPattern)
            bytes.put(figure.status.rawValue)
            bytes.put(figure.confidentiality ?? 0)
            bytes.put(figure.note)
        }
        let count = UInt32(bytes.count - start - headBytes)
        for index in 0..<headBytes { bytes[start + index] = UInt8(count >> (8 * index) & 0xff) }
    }

    /// Reads what `write` wrote behind the length.
    init(_ bytes: Span<UInt8>) {
        var reader = SpoolReader(bytes)
        seriesText = reader.text() ?? ""
        unit = reader.text()
        let released = reader.integer(Int64.self)
        self.released = released == .min ? nil : Timestamp(milliseconds: released)
        source = reader.text()
        let count = Int(reader.integer(UInt32.self))
        var figures: [SentFigure] = []
        figures.reserveCapacity(count)
        for _ in 0..<count { figures.append(reader.figure()) }
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
}

extension SpoolReader {
    fileprivate mutating func figure() -> SentFigure {
        let place = RowPlace(record: Int(integer(Int64.self)), figure: Int(integer(Int64.self)))
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
