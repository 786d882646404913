internal import HTTP
internal import JSON
internal import Log
internal import Messages

/// What `POST /v1/figures` answers.
enum FiguresAnswer {
    /// `{submission, reports, figures, unmatched, rejected, errors, errorCount}`.
    static func summary(_ request: SubmissionRequest, _ check: Check) -> Response {
        .json(summaryBytes(request, check), status: request.dryRun ? 200 : 202)
    }

    static func summaryBytes(_ request: SubmissionRequest, _ check: Check) -> [UInt8] {
        var writer = Writer()
        writer.object {
            $0.member("submission", request.submission)
            $0.member("reports", check.reports)
            $0.member("figures", check.figures)
            $0.member("unmatched", 0)
            $0.member("rejected", check.rejected)
            $0.name("errors")
            $0.array { for error in check.faults.errors { error.encode(into: &$0) } }
            if check.faults.count > 0 { $0.member("errorCount", check.faults.count) }
        }
        return writer.take()
    }

    /// Rules were broken: nothing is published.
    static func refusal(_ faults: FaultList) -> Problem {
        if faults.isForbidden {
            return Problem(
                403, "Forbidden", detail: "Nothing was published: figures that you may not push.",
                errors: faults.errors, errorCount: faults.count)
        }
        return Problem(
            422, "Rules broken", detail: "Nothing was published.", errors: faults.errors,
            errorCount: faults.count)
    }

    static func problem(_ error: UploadError) -> Problem {
        switch error {
        case .unreadable(let error):
            Problem(400, "Unreadable", detail: "Nothing was published.", errors: [error])
        case .refused(let errors):
            Problem(422, "Rules broken", detail: "Nothing was published.", errors: errors)
        case .tooLarge(let limit):
            Problem(
                413, "Content Too Large",
                detail: "One JSON document has at most \(limit) bytes; send more as NDJSON or CSV.")
        }
    }
}

extension Problem {
    init(
        _ status: Int, _ title: String, detail: String, errors: [ValidationError],
        errorCount: Int? = nil
    ) {
        self.init(
            status, title, detail: detail, errors: errors.map(Fault.init), errorCount: errorCount)
    }

    /// The log did not take something that was sent under `submission`.
    static func log(_ error: LogError, submission: String? = nil) -> Problem {
        if case .tooLarge = error {
            return Problem(413, "Content Too Large", detail: "Nothing was taken: \(error).")
        }
        var headers = [(name: "retry-after", value: "2")]
        if let submission { headers.append(("idempotency-key", submission)) }
        let detail =
            switch error {
            case .full, .diskFull: "The log has no room at present: nothing was taken."
            case .unusable, .outOfRange: "Nothing is taken: \(error)."
            default:
                "The log is not available. \(unknown)"
            }
        return Problem(503, "Service Unavailable", detail: detail, headers: headers)
    }

    /// `begun`: the submission, where some of it may have been published.
    static func disk(_ error: SpoolError, begun submission: String? = nil) -> Problem {
        var headers = [(name: "retry-after", value: "10")]
        if let submission { headers.append(("idempotency-key", submission)) }
        let detail =
            submission == nil
            ? "Nothing was published: \(error)."
            : "What waits to be published cannot be read: \(error). \(unknown)"
        return Problem(503, "Service Unavailable", detail: detail, headers: headers)
    }

    private static let unknown =
        "What was sent may be on the log or not: repeat it with the same Idempotency-Key."
}

extension Problem.Fault {
    init(_ error: ValidationError) {
        self.init(
            code: error.code.rawValue, message: error.message, line: error.line,
            pointer: error.pointer, found: error.found, expected: error.expected,
            suggestion: error.suggestion)
    }
}
