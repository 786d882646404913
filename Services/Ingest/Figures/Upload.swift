internal import HTTP
internal import Log
internal import Messages
internal import Synchronization
internal import Telemetry
internal import Time

/// One `POST /v1/figures`: reads while the body comes, checks when it is there, and publishes.
///
/// Sendable by hand-over: all that is plain is touched by one thread at a time. That is the
/// connection's until a worker is asked for something, and its again when that is done (`turn`).
final class Upload: BodyConsumer, @unchecked Sendable {
    private enum Turn {
        case connection
        /// A worker empties the memory; `finishes`: the body ended meanwhile.
        case worker(finishes: Bool)
        case over
    }
    private let turn = Mutex(Turn.connection)
    private let service: FiguresService
    private let request: SubmissionRequest
    private let responder: Responder
    private var reader: any FormatReader
    private var rows: Gathering

    private var receivedBytes = 0

    /// A body up to this is read, checked and published on the server's thread.
    private static let smallBytes = 64 << 10
    private var isSmall: Bool { receivedBytes <= Self.smallBytes }

    init(_ service: FiguresService, _ request: SubmissionRequest, _ responder: Responder) {
        self.service = service
        self.request = request
        self.responder = responder
        reader = request.format.reader()
        rows = Gathering(
            request.format.placeStyle, directory: service.directory,
            limitBytes: service.memoryBytes)
    }

    func receive(_ chunk: Span<UInt8>) {
        receivedBytes += chunk.count
        do throws(UploadError) {
            try reader.read(chunk, into: &rows)
        } catch {
            refuse(error)
            return
        }
        if rows.isFull { spill() }
    }

    func finish() {
        let isMine = turn.withLock { turn in
            switch turn {
            case .connection: return true
            case .worker:
                turn = .worker(finishes: true)
                return false
            case .over: return false
            }
        }
        guard isMine else { return }
        if isSmall { end() } else { service.workers.run { [self] in end() } }
    }

    func abandoned() { turn.withLock { $0 = .over } }

    /// Has a worker write the rows to disk; the client waits.
    private func spill() {
        responder.pauseBody()
        turn.withLock { $0 = .worker(finishes: false) }
        service.workers.run { [self] in
            do throws(SpoolError) {
                try rows.spill()
            } catch {
                responder.answer(.disk(error))
                turn.withLock { $0 = .over }
            }
            let finishes = turn.withLock { turn in
                guard case .worker(let finishes) = turn else { return false }
                turn = .connection
                return finishes
            }
            if finishes { end() }
            responder.resumeBody()
        }
    }

    private func end() {
        do throws(UploadError) {
            try reader.finish(into: &rows)
        } catch {
            refuse(error)
            return
        }
        conclude(.now(), isSecondLook: false)
    }

    private func refuse(_ error: UploadError) {
        turn.withLock { $0 = .over }
        service.metrics.refused.add()
        responder.answer(FiguresAnswer.problem(error))
    }
}

extension Upload {
    /// Checks all and publishes, or refuses. What the catalogue is the reason of is refused only
    /// after a second look, at the catalogue as it is now.
    private func conclude(_ received: Timestamp, isSecondLook: Bool) {
        var check = Check(
            service.catalogue.view.catalogue, request, received: received, faults: rows.faults,
            rejected: rows.rejected)
        var outgoing = Outgoing(
            RecordWriter(
                submission: request.submission, traceparent: request.traceparent, time: received,
                partitions: service.log.partitionCount),
            directory: service.directory, batchBytes: isSmall ? .max : AppendWindow.batchBytes)
        do throws(SpoolError) {
            try rows.eachSeries { series throws(SpoolError) in
                let reports = check.reports(of: series)
                if publishes(check) { try outgoing.add(reports) }
                return true
            }
        } catch {
            responder.answer(.disk(error))
            return
        }
        if check.faults.count > rows.faults.count, !isSecondLook {
            service.workers.run { [self] in lookAgain(received) }
        } else if request.listsReports {
            service.dryRuns.run { [self, check] in list(check, received) }
        } else if request.dryRun {
            responder.answer(FiguresAnswer.summary(request, check))
        } else if !publishes(check) {
            service.metrics.refused.add()
            responder.answer(FiguresAnswer.refusal(check.faults))
        } else if check.reports == 0 {
            responder.answer(FiguresAnswer.summary(request, check))
        } else {
            publish(&outgoing, check)
        }
    }

    /// Whether what was found right is published, by what was found wrong so far.
    private func publishes(_ check: Check) -> Bool {
        !request.dryRun && (request.partial || check.faults.count == 0)
    }

    private func lookAgain(_ received: Timestamp) {
        do throws(LogError) {
            try service.catalogue.catchUp()
        } catch {
            responder.answer(.log(error, submission: request.submission))
            return
        }
        conclude(received, isSecondLook: true)
    }

    /// The log's acknowledgement answers the client.
    private func publish(_ outgoing: inout Outgoing, _ check: Check) {
        if let fault = outgoing.fault ?? service.catalogue.end {
            answer(.failure(fault), check)
        } else if let batch = outgoing.takeOnly() {
            service.log.append(batch, timing: service.metrics.appendSeconds) { [self] result in
                answer(result.map { _ in }, check)
            }
        } else {
            publishMany(&outgoing, check)
        }
    }

    /// Many batches, on a worker's thread, within a window.
    private func publishMany(_ outgoing: inout Outgoing, _ check: Check) {
        let window = AppendWindow(log: service.log, service.metrics.appendSeconds)
        var failure: LogError?
        do throws(SpoolError) {
            try outgoing.eachBatch { batch in
                do throws(LogError) {
                    try window.append(batch)
                    return true
                } catch {
                    failure = error
                    return false
                }
            }
        } catch {
            responder.answer(.disk(error, begun: request.submission))
            return
        }
        do throws(LogError) {
            if let failure { throw failure }
            try window.finish()
            answer(.success(()), check)
        } catch {
            answer(.failure(error), check)
        }
    }

    /// Answers what would be published, on a worker's thread.
    private func list(_ checked: Check, _ received: Timestamp) {
        var check = checked.restarted(faults: rows.faults, rejected: rows.rejected)
        let lines = ReportLines()
        guard responder.answer(lines.response) else { return }
        lines.send {
            FiguresAnswer.summaryBytes(request, checked)
        } _: { body throws(SpoolError) in
            try rows.eachSeries { series in body(check.reports(of: series)) }
        }
    }

    private func answer(_ result: Result<Void, LogError>, _ check: Check) {
        switch result {
        case .success:
            service.metrics.reports.add(check.reports)
            service.metrics.figures.add(check.figures)
            responder.answer(FiguresAnswer.summary(request, check))
        case .failure(let error):
            service.metrics.logFailures.add()
            responder.answer(.log(error, submission: request.submission))
        }
    }
}
