import Log
import Messages
import Support
import Time

@testable import Notify

extension DeliveryWorld {
    /// Does what the heart says, but for what takes time.
    mutating func settle() {
        for action in heart.settle(at: now) {
            switch action {
            case .attempt(let attempt): attempts.append(attempt)
            case .fetch(let request): fetches.append(request)
            case .read(let request): pages.append(request)
            case .ask, .released, .tell: break
            }
        }
        notes.add(heart.takeNotes())
        if appending == nil { appending = notes.next(at: now) }
    }

    mutating func readTail() {
        let partition = random.below(Self.partitions)
        let all = outcomes[partition][Int(read[partition])...]
        let batch = Array(all.prefix(random.within(1...4)))
        guard !batch.isEmpty else { return }
        read[partition] += Int64(batch.count)
        heart.tell(.outcomes(batch), at: now)
    }

    mutating func answerAttempt() {
        guard !attempts.isEmpty else { return }
        let attempt = attempts.remove(at: random.below(attempts.count))
        heart.tell(.concluded(attempt, receive(attempt)), at: now)
    }

    /// What the receiver makes of a call.
    private mutating func receive(_ attempt: Attempt) -> AttemptResult {
        guard case .event(let event, _, _, _) = attempt.matter else {
            return .answered(status: 200, retryAfterMilliseconds: nil)
        }
        let choice = isCalm ? 0 : random.below(10)
        if choice < 6 { receipts[attempt.tenure.subscription, default: []].append(event) }
        switch choice {
        case 0..<5: return .answered(status: 200, retryAfterMilliseconds: nil)
        // Taken, but the answer was lost.
        case 5: return .unanswered(sentNothing: false, elapsedMilliseconds: 15_000)
        case 6: return .answered(status: 429, retryAfterMilliseconds: 1_500)
        case 7: return .unanswered(sentNothing: true, elapsedMilliseconds: 10)
        default: return .answered(status: 500, retryAfterMilliseconds: nil)
        }
    }

    mutating func answerFetch() {
        guard !fetches.isEmpty else { return }
        let request = fetches.remove(at: random.below(fetches.count))
        let record = outcomes[Int(request.event.cause.partition)][Int(request.offset)]
        heart.tell(.fetched(request, record.bytes), at: now)
    }

    mutating func answerPage() {
        guard !pages.isEmpty else { return }
        let request = pages.remove(at: random.below(pages.count))
        let all = outcomes[Int(request.partition)][Int(request.from)...]
        let page = Array(all.prefix(random.within(1...6)))
        let next = request.from + Int64(page.count)
        heart.tell(.page(request, page, next: next), at: now)
    }

    /// The log has it; or has it and its answer is lost; or has a part of it.
    mutating func answerAppend() {
        guard let batch = appending else { return }
        appending = nil
        let choice = isCalm ? 0 : random.below(10)
        if choice < 9 { apply(batch) } else { tear(batch) }
        if choice < 8 {
            heart.tell(.acknowledged(through: notes.succeeded()), at: now)
        } else {
            notes.failed(at: now)
        }
    }

    mutating func passTime() {
        let wake = heart.nextWake.map { max(0, $0.milliseconds - now.milliseconds) } ?? 500
        now = now.adding(milliseconds: random.chance(70) ? wake : Int64(random.below(2_000)))
    }

    /// Another takes over. What was under way may still arrive.
    mutating func crash() {
        if let batch = appending { tear(batch) }
        appending = nil
        notes = NoteQueue()
        for attempt in attempts where random.chance(50) { _ = receive(attempt) }
        attempts = []
        fetches = []
        pages = []
        takeOver()
    }
}
