internal import Glibc
internal import HTTP
internal import JSON
internal import Time

/// One file on its way to ingest, under one key however often it is sent.
struct Submission {
    let upload: Upload
    private let parameters: API.Parameters
    private let key: String
    private let mediaType: String
    private let encoding: String?

    private static let attempts = 8
    private static let longestWaitSeconds = 30.0

    init(
        _ path: String, format: FileFormat?, _ parameters: API.Parameters, key: String
    ) throws(Failure) {
        upload = try Upload(path)
        let beginning = upload.beginning()
        encoding = FileFormat.encoding(of: beginning)
        let seen = encoding == nil ? beginning : []
        mediaType =
            (format ?? FileFormat(name: FileFormat.unpacked(path), beginning: seen)).mediaType
        self.parameters = parameters
        self.key = key
    }

    /// Sends it and says what became of it; false when something in it was refused.
    func send(to ingest: API, _ console: Console) throws(Failure) -> Bool {
        let response = try answered(by: ingest, console)
        console.overwrite("")
        switch response.status {
        case 200..<300: return report(try ingest.document(of: response), console)
        default: return try refused(response, by: ingest, console)
        }
    }

    /// What ingest answers in the end: it is asked again while the log is not available, and when
    /// a connection broke and nobody knows whether the figures were taken.
    private func answered(by ingest: API, _ console: Console) throws(Failure) -> ClientResponse {
        var waitSeconds = 0.5
        for attempt in 1... {
            let isLast = attempt == Self.attempts
            let reason: String
            do throws(ClientError) {
                let response = try attemptOnce(ingest, console)
                guard response.status == 503, !isLast else { return response }
                reason = "the log is not available"
                let asked = response.headers["retry-after"].flatMap {
                    RetryAfter.milliseconds($0, now: .now())
                }
                if let asked { waitSeconds = max(waitSeconds, Double(asked) / 1000) }
            } catch {
                guard Self.mayHaveBeenTaken(error) || attempt > 1, !isLast else {
                    throw ingest.unreachable(error)
                }
                reason = "\(error)"
            }
            waitSeconds = min(waitSeconds, Self.longestWaitSeconds)
            console.overwrite("")
            console.note("\(upload.path): \(reason); sent again in \(waitSeconds) s")
            usleep(UInt32(waitSeconds * 1e6))
            waitSeconds *= 2
        }
        preconditionFailure("the last attempt returns or throws")
    }

    private func attemptOnce(
        _ ingest: API, _ console: Console
    ) throws(ClientError) -> ClientResponse {
        try ingest.answer(to: request(to: ingest, console))
    }

    /// The file on its way, with a bar on a terminal.
    func request(
        to ingest: API, _ console: Console, _ more: API.Parameters = []
    ) -> ClientRequest {
        var request = ingest.request(.post, "/v1/figures", parameters + more)
        request.totalTimeoutMilliseconds = nil
        request.headers += [("content-type", mediaType), ("idempotency-key", key)]
        if let encoding { request.headers.append(("content-encoding", encoding)) }
        let progress = UploadProgress(upload, console)
        if upload.byteCount > 0 { request.source = upload.source { progress.show($0) } }
        return request
    }

    private static func mayHaveBeenTaken(_ error: ClientError) -> Bool {
        switch error {
        case .brokenOff, .timedOut: true
        default: false
        }
    }

    private func report(_ answer: Value, _ console: Console) -> Bool {
        var text = Wording.count(answer["figures"]?.number, "figure")
        text += " in \(Wording.count(answer["reports"]?.number, "report"))"
        return report("\(text) published", of: answer, console)
    }

    /// What became of the file, and what not; false when something in it was refused.
    func report(_ text: String, of answer: Value, _ console: Console) -> Bool {
        var text = text
        if let count = answer["unmatched"]?.number, count > 0 {
            text += ", \(Wording.count(count, "row")) matched no indicator"
        }
        let rejected = answer["rejected"]?.number ?? 0
        if rejected > 0 { text += ", \(Int(rejected)) refused" }
        console.print(
            "\(upload.path): \(console.palette.paint(text, rejected > 0 ? .fair : .good))")
        showFaults(answer, console)
        return rejected == 0 && answer["errors"]?.elements.isEmpty ?? true
    }

    /// Says what is wrong with the file, and gives false; throws what has other causes.
    func refused(
        _ response: ClientResponse, by ingest: API, _ console: Console
    ) throws(Failure) -> Bool {
        guard [400, 413, 415, 422].contains(response.status) else {
            throw ingest.refusal(response)
        }
        let problem = (try? Value(response.body.span)) ?? .object([])
        let title = problem["title"]?.string ?? "refused"
        let detail = problem["detail"]?.string.map { ". \($0)" } ?? ""
        console.note("peil: \(upload.path): \(title)\(detail)")
        showFaults(problem, console)
        console.note("  → correct the file, or publish what is valid in it with --partial")
        return false
    }

    private func showFaults(_ answer: Value, _ console: Console) {
        let faults = answer["errors"]?.elements ?? []
        for fault in faults { console.note("  \(upload.path): \(Fault(fault))") }
        let more = Int(answer["errorCount"]?.number ?? 0) - faults.count
        if more > 0 { console.note("  … and \(more) more") }
    }
}
