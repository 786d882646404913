internal import Messages
internal import Time

/// One figure as one release gave it, in 40 bytes: a partition holds millions of them.
struct Release: Hashable {
    /// NaN where the value is missing.
    private let number: Double
    let released: Timestamp
    /// Which submission gave it: a digest, equal for a retry.
    let submission: UInt64
    private let ordinal: Int32
    let status: StatusFlags
    /// Its source, note and definition, as a number of `Provenances`.
    let provenance: Int32
    private let frequency: Frequency
    /// 0 where it is free.
    private let confidentialityCode: UInt8

    init(_ figure: RawFigure, released: Timestamp, submission: UInt64, provenance: Int32) {
        number = figure.value ?? .nan
        self.released = released
        self.submission = submission
        ordinal = figure.period.ordinal
        status = figure.status
        self.provenance = provenance
        frequency = figure.period.frequency
        confidentialityCode = figure.confidentiality ?? 0
    }

    /// What was reported, without its note.
    var figure: RawFigure {
        RawFigure(period: period, value: value, status: status, confidentiality: confidentiality)
    }

    var period: Period { Period(frequency: frequency, storedOrdinal: ordinal) }
    var value: Double? { number.isNaN ? nil : number }
    var confidentiality: UInt8? { confidentialityCode == 0 ? nil : confidentialityCode }

    /// What can be the latest: a value that is no forecast.
    var isMeasured: Bool { !number.isNaN && !status.contains(.forecast) }

    /// Whether it says the same as `other`: value, flags and confidentiality.
    func says(sameAs other: Release) -> Bool {
        (number == other.number || number.isNaN && other.number.isNaN) && status == other.status
            && confidentialityCode == other.confidentialityCode
    }

    /// The order of a series' releases by period. Periods of two frequencies that end together are
    /// told apart by the frequency, so that those of one period always stand together.
    func precedes(_ period: Period) -> Bool {
        if frequency == period.frequency { return ordinal < period.ordinal }
        let (own, other) = (self.period, period)
        if own < other { return true }
        return !(other < own) && frequency.rawValue < other.frequency.rawValue
    }

    func isOf(_ period: Period) -> Bool {
        ordinal == period.ordinal && frequency == period.frequency
    }
}
