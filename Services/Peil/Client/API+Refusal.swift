internal import HTTP
internal import JSON

extension API {
    /// Why the service does not do it, and what the user does next.
    func refusal(_ response: ClientResponse) -> Failure {
        let problem = (try? Value(response.body.span)) ?? .object([])
        let title = problem["title"]?.string ?? "status \(response.status)"
        let detail = problem["detail"]?.string
        let faults = (problem["errors"]?.elements ?? []).map { Fault($0) }
        let said = ["\(name): \(title)" + (detail.map { ". \($0)" } ?? "")]
        let message = (said + faults.map { "  \($0)" }).joined(separator: "\n")
        switch response.status {
        case 401:
            return .refused(
                message,
                advice: "name the data directory of peil up with --data, or set PEIL_TOKEN")
        case 403:
            return .refused(message, advice: "use a token that may: `peil token new`")
        case 503:
            return .unreachable(message, advice: "it resumes by itself: try again in a while")
        default:
            return .refused(message, advice: "correct it and try again")
        }
    }
}

/// One fault that a service found in what was sent.
struct Fault: CustomStringConvertible {
    private let value: Value

    init(_ value: Value) { self.value = value }

    /// `line 3, period: invalid_period: this is not a period (found 2025-Q5, expected …; did you
    /// mean …?)`.
    var description: String {
        var places: [String] = []
        if let line = value["line"]?.number { places.append("line \(Int(line))") }
        if let pointer = value["pointer"]?.string, !pointer.isEmpty { places.append(pointer) }
        var text = places.isEmpty ? "" : places.joined(separator: ", ") + ": "
        text += value["code"]?.string ?? "error"
        if let message = value["message"]?.string { text += ": \(message)" }
        var details: [String] = []
        if let found = value["found"]?.string { details.append("found \(found)") }
        if let expected = value["expected"]?.string { details.append("expected \(expected)") }
        if !details.isEmpty { text += " (\(details.joined(separator: ", ")))" }
        if let meant = value["suggestion"]?.string { text += "; did you mean \(meant)?" }
        return text
    }
}
