/// A figure without its text: what compute holds of it. Its note stands in its report.
public struct RawFigure: Hashable, BitwiseCopyable, Sendable {
    public let period: Period
    /// Nil when missing.
    public let value: Double?
    public let status: StatusFlags
    /// Nil when free.
    public let confidentiality: UInt8?
    /// Where its note stands in the text of its `RawReport`; empty: it has none.
    let noteStart: Int32
    let noteCount: Int32

    public init(
        period: Period, value: Double?, status: StatusFlags, confidentiality: UInt8? = nil
    ) {
        self.init(
            period: period, value: value, status: status, confidentiality: confidentiality,
            note: 0..<0)
    }

    init(
        period: Period, value: Double?, status: StatusFlags, confidentiality: UInt8?,
        note: Range<Int>
    ) {
        self.period = period
        self.value = value
        self.status = status
        self.confidentiality = confidentiality
        noteStart = Int32(truncatingIfNeeded: note.lowerBound)
        noteCount = Int32(truncatingIfNeeded: note.count)
    }

    var note: Range<Int> { Int(noteStart)..<Int(noteStart) + Int(noteCount) }

    /// Whether it says the same as `other`: value, flags and confidentiality. A note alone is none.
    public func says(sameAs other: RawFigure) -> Bool {
        value == other.value && status == other.status && confidentiality == other.confidentiality
    }
}
