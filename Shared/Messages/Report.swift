public import Time

/// The new figures of one series from one submission: one record, atomic.
public struct Report: Hashable, Sendable {
    /// The most figures of one report; ingest splits a longer series.
    public static let figureLimit = 1000

    public let series: Series
    /// SDMX's UNIT_MEASURE code, the indicator's own.
    public let unit: String
    public let source: String?
    /// When ingest took it in.
    public let received: Timestamp
    /// When the publisher released it; nil: at the later of `received` and the latest release of
    /// the figure that it is compared with.
    public let released: Timestamp?
    /// The request's Idempotency-Key, or random: a repeat has no effect.
    public let submission: String
    /// In the order of their periods, each period once; at least one.
    public let figures: [Figure]

    public init(
        series: Series, unit: String, source: String?, received: Timestamp, released: Timestamp?,
        submission: String, figures: [Figure]
    ) {
        self.series = series
        self.unit = unit
        self.source = source
        self.received = received
        self.released = released
        self.submission = submission
        self.figures = figures
    }
}
