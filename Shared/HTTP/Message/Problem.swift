internal import JSON

/// Why a request was not fulfilled, told as RFC 9457 does.
///
///     responder.answer(Problem(422, "Rules broken", errors: errors))
public struct Problem: Sendable {
    /// One fault in what was sent, with its place and what would be right.
    public struct Fault: Sendable, Hashable {
        /// Stable, for programs: `invalid_period`.
        public var code: String
        /// For people.
        public var message: String
        /// Of a file, from 1.
        public var line: Int?
        /// JSON pointer (RFC 6901).
        public var pointer: String?
        public var found: String?
        public var expected: String?
        public var suggestion: String?

        public init(
            code: String, message: String, line: Int? = nil, pointer: String? = nil,
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
    }

    /// How many errors an answer shows.
    public static let shownErrors = 100

    public var status: Int
    public var title: String
    public var detail: String?
    public var errors: [Fault]
    /// Of all errors, also those not in `errors`.
    public var errorCount: Int
    /// More fields for the answer's head, such as `retry-after`.
    public var headers: [(name: String, value: String)]

    /// `errorCount` is the number of `errors` unless more were found than kept.
    public init(
        _ status: Int, _ title: String, detail: String? = nil, errors: [Fault] = [],
        errorCount: Int? = nil, headers: [(name: String, value: String)] = []
    ) {
        self.status = status
        self.title = title
        self.detail = detail
        self.errors = errors
        self.errorCount = errorCount ?? errors.count
        self.headers = headers
    }
}

extension Problem {
    public var response: Response {
        Response(
            status, headers: [("content-type", "application/problem+json")] + headers,
            body: .bytes(json))
    }

    /// The body: members `type`, `title`, `status`, `detail`, `errors`, `errorCount`.
    public var json: [UInt8] {
        var writer = Writer()
        writer.object { writer in
            writer.member("type", "about:blank")
            writer.member("title", title)
            writer.member("status", status)
            if let detail { writer.member("detail", detail) }
            guard errorCount > 0 else { return }
            writer.name("errors")
            writer.array { writer in
                for fault in errors.prefix(Self.shownErrors) { fault.write(to: &writer) }
            }
            writer.member("errorCount", errorCount)
        }
        return writer.take()
    }
}

extension Problem.Fault {
    fileprivate func write(to writer: inout Writer) {
        writer.object { writer in
            writer.member("code", code)
            writer.member("message", message)
            if let line { writer.member("line", line) }
            if let pointer { writer.member("pointer", pointer) }
            if let found { writer.member("found", found) }
            if let expected { writer.member("expected", expected) }
            if let suggestion { writer.member("suggestion", suggestion) }
        }
    }
}
