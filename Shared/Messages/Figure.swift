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
        if let fault = Self.fault(value: value, status: status, confidentiality: confidentiality) {
            throw fault
        }
        self.period = period
        // −0 is 0.
        self.value = value.map { $0 == 0 ? 0 : $0 }
        self.status = status.orDefault(value)
        self.confidentiality = confidentiality == Self.free ? nil : confidentiality
        self.note = note
    }

    private static let free = UInt8(ascii: "F")

    /// What a figure's parts contradict each other in; nil: nothing.
    static func fault(
        value: Double?, status: StatusFlags, confidentiality: UInt8?
    ) -> ValidationError? {
        guard let value else { return nil }
        guard value.isFinite else {
            return ValidationError(
                .invalidValue, "a figure is a finite number", found: "\(value)",
                expected: "a number")
        }
        let contradicting = status.intersection(.withoutValue)
        guard contradicting.isEmpty else {
            return ValidationError(
                .invalidValue, "a value stands beside a status that says there is none",
                found: String(contradicting.codes), expected: "no value, or another status")
        }
        guard confidentiality == nil || confidentiality == free else {
            return ValidationError(
                .confidential, "a confidential figure was sent with its value",
                expected: "no value, or confidentiality F (free)")
        }
        return nil
    }

    /// A code of SDMX's CL_CONF_STATUS, a capital letter; nil for F (free).
    /// Throws `unknown_status`.
    public static func confidentiality(_ text: String) throws(ValidationError) -> UInt8? {
        guard text.utf8.count == 1, let code = text.utf8.first,
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(code)
        else {
            throw ValidationError(
                .unknownStatus, "this is not a code of SDMX's CL_CONF_STATUS",
                found: Text.excerpt(text), expected: "a letter, such as C, or F (free)")
        }
        return code == free ? nil : code
    }

    /// Whether it says the same as `other`: value, flags and confidentiality. A note alone is none.
    public func says(sameAs other: Figure) -> Bool {
        value == other.value && status == other.status
            && confidentiality == other.confidentiality
    }
}
