public import Time

/// A report as compute takes it from the log: the buffers are kept from record to record, so that
/// in the steady state nothing is allocated and no String is made. It outlives the record.
///
/// ```swift
/// var report = RawReport()
/// for record in batch {
///     try report.decode(record.value)
///     let series = seriesIndex[report.seriesText]
/// }
/// ```
public struct RawReport: ~Copyable {
    /// The event's time.
    public internal(set) var time = Timestamp(milliseconds: 0)
    public internal(set) var received = Timestamp(milliseconds: 0)
    public internal(set) var released: Timestamp?
    /// In the order of their periods, each period once; at least one.
    public internal(set) var figures: [RawFigure] = []
    /// The record, and behind it the texts that had escapes.
    var text: [UInt8] = []
    var places = Places()
    /// It had the form that ingest writes: its texts hold nothing that JSON escapes.
    var isAsWritten = false
    var times = TimestampReader()
    /// Where the canonical text of a series is put together.
    var seriesBytes: [UInt8] = []
    var dimensions: [RawDimension] = []

    /// Where the texts stand in `text`. Empty: there is none.
    struct Places {
        var id = 0..<0
        /// The canonical text of the series.
        var series = 0..<0
        /// Moments only where the record has the form that ingest writes.
        var time = 0..<0
        var received = 0..<0
        var released = 0..<0
        var traceparent = 0..<0
        var indicator = 0..<0
        var area = 0..<0
        var unit = 0..<0
        var source = 0..<0
        var submission = 0..<0
    }

    /// Where a dimension's name and value stand in `text`.
    struct RawDimension {
        var name: Range<Int>
        var value: Range<Int>
    }

    public init() {
        text.reserveCapacity(1024)
        seriesBytes.reserveCapacity(256)
        figures.reserveCapacity(64)
        dimensions.reserveCapacity(Indicator.dimensionLimit)
    }

    /// The series' identity: `nl.mkb.cloud/NL/size=10-249`, dimensions in the order of their
    /// names. The same bytes as `Series.text`.
    public var seriesText: Span<UInt8> {
        @_lifetime(borrow self)
        get { bytes(places.series) }
    }

    public var indicator: Span<UInt8> {
        @_lifetime(borrow self)
        get { bytes(places.indicator) }
    }

    public var unit: Span<UInt8> {
        @_lifetime(borrow self)
        get { bytes(places.unit) }
    }

    public var submission: Span<UInt8> {
        @_lifetime(borrow self)
        get { bytes(places.submission) }
    }

    /// Empty where there is none.
    public var source: Span<UInt8> {
        @_lifetime(borrow self)
        get { bytes(places.source) }
    }

    /// Empty where there is none.
    public var traceparent: Span<UInt8> {
        @_lifetime(borrow self)
        get { bytes(places.traceparent) }
    }

    /// The note of one of `figures`; empty where it has none.
    @_lifetime(borrow self)
    public func note(of figure: RawFigure) -> Span<UInt8> { bytes(figure.note) }

    @_lifetime(borrow self)
    func bytes(_ place: Range<Int>) -> Span<UInt8> { text.span.extracting(place) }
}
