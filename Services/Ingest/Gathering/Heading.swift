internal import Messages
internal import Time

/// What the figures of one series, from one source, have in common.
struct Heading: Hashable, Sendable {
    let series: Series
    /// Nil: the indicator's.
    let unit: String?
    let released: Timestamp?
    let source: String?
    /// The series' identity, by which submissions are put in order.
    let seriesText: String

    /// `text`: the series', where it is at hand.
    init(
        series: Series, text: String? = nil, unit: String?, released: Timestamp?, source: String?
    ) {
        self.series = series
        self.unit = unit
        self.released = released
        self.source = source
        seriesText = text ?? series.text
    }
}

/// The bytes by which a reader knows a heading again, such as a row's cells.
struct HeadingKey: Hashable {
    let bytes: [UInt8]

    /// All bytes at once, which an array does one by one.
    func hash(into hasher: inout Hasher) {
        unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    }
}

/// A figure as it was sent: what its period means depends on the indicator.
struct SentFigure: Sendable {
    let place: RowPlace
    let period: String
    let value: Double?
    let status: StatusFlags
    let confidentiality: UInt8?
    let note: String?
}

/// The figures of one series in a submission, by what they have in common.
struct SentSeries: Sendable {
    struct Part: Sendable {
        let heading: Heading
        var figures: [SentFigure]
    }

    /// All of the same series.
    private(set) var parts: [Part] = []
    /// The figures that were left out because the series has too many, and where the first stood.
    private(set) var omitted: (count: Int, first: RowPlace)?
    private(set) var count = 0

    /// Beyond so many figures of one series a submission is refused: 270 years of days.
    static let figureLimit = 100_000

    /// What follows has this heading.
    mutating func begin(_ heading: Heading) {
        if parts.last?.heading != heading { parts.append(Part(heading: heading, figures: [])) }
    }

    /// Under the heading that was begun last.
    mutating func append(_ figures: [SentFigure]) {
        let kept = min(figures.count, Self.figureLimit - count)
        count += kept
        parts[parts.count - 1].figures += figures.prefix(kept)
        guard kept < figures.count else { return }
        omitted = (
            (omitted?.count ?? 0) + figures.count - kept, omitted?.first ?? figures[kept].place
        )
    }
}
