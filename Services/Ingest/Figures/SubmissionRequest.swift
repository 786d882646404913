internal import Crypto
internal import HTTP
internal import Messages
internal import Synchronization

/// What a request says of its submission, beside the figures.
struct SubmissionRequest: Sendable {
    /// Its identity: a repeat under the same has no effect.
    let submission: String
    /// What is valid is published, whatever else there is.
    let partial: Bool
    /// Nothing is published.
    let dryRun: Bool
    /// Of a dry run: the answer is what would be published, one report a line.
    let listsReports: Bool
    let format: Format
    let principal: Principal
    let traceparent: String

    /// `names` gives one to a submission that has none. Throws the problem to answer.
    init(_ request: Request, names: SubmissionNames) throws(RequestFault) {
        guard let principal = request.principal else {
            throw RequestFault(Problem(401, "Unauthorized"))
        }
        guard let type = request.headers["content-type"], let format = Format(contentType: type)
        else {
            throw RequestFault(
                Problem(
                    415, "Unsupported Media Type",
                    detail: "Figures are taken as \(Format.accepted).",
                    headers: [("accept-post", Format.accepted)]))
        }
        self.format = format
        self.principal = principal
        submission = try Self.submission(request.headers["idempotency-key"]) ?? names.next()
        partial = try Self.flag("partial", request.query)
        dryRun = try Self.flag("dryRun", request.query)
        listsReports =
            dryRun && request.headers["accept"]?.contains(ReportLines.mediaType) == true
        traceparent = request.trace.description
    }

    private static func submission(_ key: String?) throws(RequestFault) -> String? {
        guard let key else { return nil }
        guard 1...200 ~= key.utf8.count, key.utf8.allSatisfy({ 0x20...0x7e ~= $0 }) else {
            throw RequestFault(
                Problem(
                    400, "Bad Request",
                    detail: "An Idempotency-Key is 1 to 200 printable ASCII characters."))
        }
        return key
    }

    /// A parameter that is absent, or `true` or `false`; its bare name is true.
    static func flag(_ name: String, _ query: Query) throws(RequestFault) -> Bool {
        switch query[name] {
        case nil, "false": return false
        case "true", "": return true
        default:
            throw RequestFault(
                Problem(400, "Bad Request", detail: "The parameter \(name) is true or false."))
        }
    }
}

/// Names that none had before and nobody can guess: who knew a submission's name could send figures
/// under it first, and its own would be taken for their repeat.
final class SubmissionNames: Sendable {
    /// Letters of names to come. The system is asked for many at once: each time costs a call.
    private let letters = Mutex<[UInt8]>([])

    /// Of 5 bits each.
    private static let alphabet = Array("abcdefghijklmnopqrstuvwxyz234567".utf8)
    private static let length = 26

    func next() -> String {
        letters.withLock { letters in
            if letters.isEmpty {
                letters = RandomBytes.make(count: 64 * Self.length)
                    .map { Self.alphabet[Int($0 & 31)] }
            }
            defer { letters.removeLast(Self.length) }
            return String(decoding: letters.suffix(Self.length), as: UTF8.self)
        }
    }
}

/// Why a request is answered without being looked into.
struct RequestFault: Error {
    let problem: Problem

    init(_ problem: Problem) { self.problem = problem }
}
