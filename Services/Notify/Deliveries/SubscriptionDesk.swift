internal import HTTP
internal import JSON
internal import Log
internal import Messages
internal import Synchronization
internal import Threading
internal import Time

/// Takes what subscribers ask for and puts it on the log. Every instance has one; what was asked is
/// answered when it is on the log and was read back here.
final class SubscriptionDesk: Sendable {
    private struct Draft {
        let owner: String
        let terms: Subscription.Terms
        let responder: Responder
    }
    private enum Step {
        case found(Draft)
        case end
    }
    private struct State {
        var drafts = FIFO<Draft>()
        var unanswered = FIFO<(deadline: Timestamp, responder: Responder)>()
        /// Subscriptions whose change is on its way to the log and back.
        var changing: Set<SubscriptionID> = []
        var isClosed = false
    }

    let core: DeliveryCore
    private let state = Monitor(State())
    /// After so long nobody is kept waiting.
    private static let patienceMilliseconds: Int64 = 10_000

    init(_ core: DeliveryCore) { self.core = core }

    /// A new subscription gets what comes after it: what outcomes held when it was asked for must
    /// have been read first, for which the log may take its time.
    func create(_ terms: Subscription.Terms, owner: String, _ responder: Responder) {
        let draft = Draft(owner: owner, terms: terms, responder: responder)
        state.with { $0.drafts.append(draft) }
    }

    /// Puts a record on the log; `answer` makes the answer when it was read back.
    func append(
        _ record: SubscriptionRecord, _ responder: Responder,
        _ answer: @escaping @Sendable () -> Response
    ) {
        append(record.key, record, responder, failed: {}) { _ in responder.answer(answer()) }
    }

    /// Has `body` change the subscription as it is now, if nobody else changes it meanwhile.
    func changing(
        _ id: SubscriptionID, _ request: Request, _ responder: Responder,
        _ body: (Subscription) -> Void
    ) {
        guard state.with({ $0.changing.insert(id).inserted }) else {
            responder.answer(
                Problem(
                    409, "Conflict", detail: "Another change of it is under way: ask again.",
                    headers: [("retry-after", "1")]))
            return
        }
        let found = core.ledger.withLock { ledger in
            ledger.watch(id)
            return ledger.subscriptions[id]
        }
        guard let present = found else {
            changed(id)
            responder.answer(Problem(404, "Not Found", detail: "It was deleted."))
            return
        }
        let wanted = request.headers["if-match"]
        guard wanted.map({ $0 == "*" || $0.contains(present.tag) }) ?? true else {
            changed(id)
            responder.answer(
                Problem(
                    412, "Precondition Failed", detail: "It was changed since: read it again.",
                    headers: [("etag", present.tag)]))
            return
        }
        body(present)
    }

    /// The next change may come.
    func changed(_ id: SubscriptionID) {
        core.ledger.withLock { $0.unwatch(id) }
        state.with { _ = $0.changing.remove(id) }
    }

    /// Nothing stands under this key any more.
    func delete(_ id: SubscriptionID, _ responder: Responder) {
        append(.subscription(id), nil, responder, failed: {}) { _ in responder.answer(.empty()) }
    }

    /// Puts a record on the log; without one, that nothing stands under this key any more. Who
    /// waits is answered by `readBack`, which is handed its offset, or that the log has not taken
    /// it; then `failed` is called too.
    func append(
        _ key: SubscriptionRecord.Key, _ record: SubscriptionRecord?, _ responder: Responder,
        failed: @escaping @Sendable () -> Void,
        _ readBack: @escaping @Sendable (_ offset: Int64) -> Void
    ) {
        var writer = Writer()
        record?.encode(into: &writer)
        let value = writer.take()
        let id =
            switch key {
            case .subscription(let id), .command(let id, _): id
            }
        let home = Array(id.text.utf8)
        let number = Partitioner.partition(of: home.span, among: core.log.partitionCount)
        let partition = Partition(.subscriptions, number)
        var batch = Batch()
        do throws(LogError) {
            try batch.add(to: partition, key: Array(key.text.utf8).span, value: value.span)
        } catch {
            responder.answer(Problem(422, "Too Large", detail: error.description))
            return failed()
        }
        let deadline = Timestamp.now().adding(milliseconds: Self.patienceMilliseconds)
        state.with { $0.unanswered.append((deadline, responder)) }
        core.log.append(batch) { [core] result in
            switch result {
            case .success(let offsets):
                guard let offset = offsets.first else { return }
                core.readBacks.wait(for: offset, of: partition) { readBack(offset) }
            case .failure(let error):
                failed()
                responder.answer(Self.unavailable(error.description))
            }
        }
    }

    static func unavailable(_ detail: String) -> Problem {
        Problem(503, "Log Not Available", detail: detail, headers: [("retry-after", "5")])
    }

    func close() { state.with { $0.isClosed = true } }

    /// Makes subscriptions, and answers those that the log left waiting, until it is closed.
    func run() {
        while true {
            let step = state.wait(timeoutMilliseconds: 1_000) { state -> Step? in
                state.isClosed ? .end : state.drafts.popFirst().map { .found($0) }
            }
            answerLate()
            guard let step else { continue }
            guard case .found(let draft) = step else { return }
            do throws(LogError) {
                let from = try place()
                guard let from else {
                    draft.responder.answer(Self.unavailable("outcomes are read too slowly now"))
                    continue
                }
                found(draft.terms, owner: draft.owner, from: from, draft.responder)
            } catch { draft.responder.answer(Self.unavailable(error.description)) }
        }
    }

    /// Where outcomes are read, once they were read to their end as it is now; nil when that
    /// takes too long.
    private func place() throws(LogError) -> OutcomesCursor? {
        var ends: [Int64] = []
        for number in 0..<core.log.partitionCount {
            ends.append(try core.log.bounds(of: Partition(.outcomes, number)).upperBound)
        }
        return core.tail.wait(timeoutMilliseconds: Int(Self.patienceMilliseconds)) { tail in
            Self.place(at: tail, past: ends)
        }
    }

    /// From where a new subscription is told: `tail`, once that is past what outcomes held when it
    /// was asked for.
    static func place(at tail: OutcomesCursor, past ends: [Int64]) -> OutcomesCursor? {
        zip(tail, ends).allSatisfy { $0.next >= $1 } ? tail : nil
    }

    private func answerLate() {
        let now = Timestamp.now()
        let late = state.with { state in
            var late: [Responder] = []
            while let first = state.unanswered.first, first.deadline <= now {
                late += state.unanswered.popFirst().map { [$0.responder] } ?? []
            }
            return late
        }
        for responder in late {
            responder.answer(
                Self.unavailable("The log has not confirmed it yet; see whether it was done."))
        }
    }
}
