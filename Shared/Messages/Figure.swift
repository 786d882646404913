/// One published figure of a series.
public struct Figure: Hashable, Sendable {
    public let period: Period
    /// In the indicator's unit; nil when missing, which is never 0.
    public let value: Double?
    public let status: StatusFlags
    /// SDMX's CL_CONF_STATUS where it is not free: a figure without a value that may not be shown.
    public let confidentiality: UInt8?
    public let note: String?

    /// No status is A where there is a value and O where there is none. Throws `invalid_value`
    /// for a value with a flag that says there is none, and `confidential` for a value with a
    /// confidentiality other than F (free).
    public init(
        period: Period, value: Double?, status: StatusFlags = [], confidentiality: UInt8? = nil,
        note: String? = nil
    ) throws(ValidationError) {
        let free = confidentiality == nil || confidentiality == UInt8(ascii: "F")
        if let value {
            guard value.isFinite else {
                throw ValidationError(
                    .invalidValue, "a figure is a finite number", found: "\(value)",
                    expected: "a number")
            }
            let contradicting = status.intersection(.withoutValue)
            guard contradicting.isEmpty else {
                throw ValidationError(
                    .invalidValue, "a value stands beside a status that says there is none",
                    found: String(contradicting.codes), expected: "no value, or another status")
            }
            guard free else {
                throw ValidationError(
                    .confidential, "a confidential figure was sent with its value",
                    expected: "no value, or confidentiality F (free)")
            }
        }
        self.period = period
        // −0 is 0.
        self.value = value.map { $0 == 0 ? 0 : $0 }
        self.status = status.isEmpty ? (value == nil ? .missing : .normal) : status
        self.confidentiality = free ? nil : confidentiality
        self.note = note
    }

    /// Whether it says the same as `other`: value, flags and confidentiality. A note alone is none.
    public func says(sameAs other: Figure) -> Bool {
        value == other.value && status == other.status
            && confidentiality == other.confidentiality
    }
}
