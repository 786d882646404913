internal import HTTP
internal import Messages
internal import Time

/// The parameters of a request's query, every one of them known.
///
///     let parameters = try Parameters(request.query, known: ["indicator", "area"])
///     let area = try parameters.one("area") { text throws(ValidationError) in try Area(text) }
struct Parameters {
    private let query: Query

    init(_ query: Query, known: [String]) throws(APIError) {
        self.query = query
        let faults = query.pairs.filter { !known.contains($0.name) }.map { name, _ in
            Problem.Fault(
                code: "unknown_parameter", message: "there is no parameter \(name) here",
                found: name, expected: "one of \(known.joined(separator: ", "))",
                suggestion: Suggestions.nearest(to: name, among: known))
        }
        guard faults.isEmpty else { throw .parameters(faults) }
    }

    func text(_ name: String) -> String? { query[name] }

    /// What `read` makes of the value; nil where the parameter is not there.
    func one<Result>(
        _ name: String, _ read: (String) throws(ValidationError) -> Result
    ) throws(APIError) -> Result? {
        guard let text = query[name] else { return nil }
        return try Self.read(text, of: name, read)
    }

    /// What `read` makes of each value: the parameter may be repeated, and hold several values
    /// separated by commas.
    func all<Result>(
        _ name: String, _ read: (String) throws(ValidationError) -> Result
    ) throws(APIError) -> [Result] {
        var results: [Result] = []
        for text in query.all(name) {
            for part in text.split(separator: ",", omittingEmptySubsequences: false) {
                results.append(try Self.read(String(part), of: name, read))
            }
        }
        return results
    }

    private static func read<Result>(
        _ text: String, of name: String, _ read: (String) throws(ValidationError) -> Result
    ) throws(APIError) -> Result {
        do throws(ValidationError) { return try read(text) } catch {
            throw .parameters([
                Problem.Fault(
                    code: error.code.rawValue, message: "\(name): \(error.message)", found: text,
                    expected: error.expected, suggestion: error.suggestion)
            ])
        }
    }
}

// Readers of values.
extension Parameters {
    static func time(_ text: String) throws(ValidationError) -> Timestamp {
        // A plus sign in a query is a space.
        let text = text.replacing(" ", with: "+")
        guard let time = Timestamp(text) else {
            throw ValidationError(
                .malformed, "this is not a time", found: text,
                expected: "RFC 3339, such as 2026-06-12T07:00:00Z, or a date")
        }
        return time
    }

    /// A date is meant with its whole day.
    static func endOfTime(_ text: String) throws(ValidationError) -> Timestamp {
        let time = try time(text)
        return text.utf8.count == 10 ? time.adding(milliseconds: 86_400_000 - 1) : time
    }

    static func flag(_ text: String) throws(ValidationError) -> Bool {
        switch text {
        case "true", "": return true
        case "false": return false
        default:
            throw ValidationError(
                .malformed, "this is neither true nor false", found: text,
                expected: "true or false")
        }
    }

    /// One of the names of an enum.
    static func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ text: String
    ) throws(ValidationError) -> Choice {
        if let choice = Choice(rawValue: text) { return choice }
        let known = Choice.allCases.map(\.rawValue)
        throw ValidationError(
            .malformed, "this is not known", found: text,
            expected: "one of \(known.joined(separator: ", "))",
            suggestion: Suggestions.nearest(to: text, among: known))
    }
}
