/// One broken rule: a stable code, where, what was found and what was expected.
public struct ValidationError: Error, Hashable, Sendable {
    public enum Code: String, CaseIterable, Sendable {
        case malformed
        case unknownField = "unknown_field"
        case missingField = "missing_field"
        case unknownIndicator = "unknown_indicator"
        case unknownDimension = "unknown_dimension"
        case unitMismatch = "unit_mismatch"
        case invalidArea = "invalid_area"
        case invalidPeriod = "invalid_period"
        case frequencyMismatch = "frequency_mismatch"
        case futurePeriod = "future_period"
        case embargoed
        case invalidValue = "invalid_value"
        case outOfBounds = "out_of_bounds"
        case tooManyDigits = "too_many_digits"
        case unknownStatus = "unknown_status"
        case confidential
        case invalidTarget = "invalid_target"
        case invalidTargetID = "invalid_target_id"
        case tooManyTargets = "too_many_targets"
        case duplicateFigure = "duplicate_figure"
        case tooLarge = "too_large"
        case forbiddenIndicator = "forbidden_indicator"
    }

    public let code: Code
    /// One sentence for a person.
    public let message: String
    /// The line of a file, from 1.
    public var line: Int?
    /// A JSON Pointer (RFC 6901) into the document or, for rows of a table, the column's name.
    public var pointer: String?
    public let found: String?
    public let expected: String?
    /// What was probably meant.
    public let suggestion: String?

    public init(
        _ code: Code, _ message: String, line: Int? = nil, pointer: String? = nil,
        found: String? = nil, expected: String? = nil, suggestion: String? = nil
    ) {
        self.code = code
        self.message = message
        self.line = line
        self.pointer = pointer
        self.found = found
        self.expected = expected
        self.suggestion = suggestion
    }

    /// The same error at a place.
    public func at(line: Int? = nil, pointer: String? = nil) -> ValidationError {
        var error = self
        error.line = line ?? self.line
        error.pointer = pointer ?? self.pointer
        return error
    }
}
