import Messages
import Time

@testable import Notify

/// A heart with one subscription, driven by hand: every note is acknowledged at once.
struct HeartBench {
    var heart: Heart
    var now = GivenEvents.start
    private(set) var attempts: [Attempt] = []
    private(set) var notes: [Note] = []
    private(set) var incidents: [Incident] = []
    private(set) var pages: [PageRequest] = []
    private(set) var fetches: [FetchRequest] = []
    private(set) var ends: [EndRequest] = []
    private(set) var released: [Int32] = []
    /// Whether notes are acknowledged.
    var isLogThere = true

    init(
        _ subscription: Subscription = GivenEvents.subscription(), schedule: [Double] = [5, 300],
        limits: EndpointLimits = EndpointLimits(), seed: UInt64 = 1
    ) {
        heart = Heart(
            schedule: RetrySchedule(delaysSeconds: schedule), limits: limits, seed: seed,
            tail: [OutcomesPlace()], now: now)
        tell(.claimed(0, [Legacy(subscription)], end: [0]))
    }

    mutating func tell(_ event: Heart.Event) {
        heart.tell(event, at: now)
        settle()
    }

    mutating func settle() {
        while true {
            let actions = heart.settle(at: now)
            let new = heart.takeNotes()
            notes += new
            for action in actions {
                switch action {
                case .attempt(let attempt): attempts.append(attempt)
                case .tell(let incident): incidents.append(incident)
                case .read(let request): pages.append(request)
                case .fetch(let request): fetches.append(request)
                case .ask(let request): ends.append(request)
                case .released(let partition): released.append(partition)
                }
            }
            guard isLogThere, let last = new.last?.number else { return }
            heart.tell(.acknowledged(through: last), at: now)
        }
    }

    mutating func pass(milliseconds: Int64) {
        now = now.adding(milliseconds: milliseconds)
        settle()
    }

    /// The attempts made since this was asked last.
    mutating func takeAttempts() -> [Attempt] {
        defer { attempts = [] }
        return attempts
    }

    mutating func takeNotes() -> [Note] {
        defer { notes = [] }
        return notes
    }

    /// Gives the log's answer to what is to be read again.
    mutating func answerFetches() {
        let all = fetches
        fetches = []
        for request in all { tell(.fetched(request, Array(request.event.text.utf8))) }
    }

    mutating func answer(_ attempt: Attempt, _ status: Int, retryAfter: Int64? = nil) {
        tell(
            .concluded(
                attempt, .answered(status: status, retryAfterMilliseconds: retryAfter)))
    }

    /// The events of attempts.
    static func events(_ attempts: [Attempt]) -> [Int64] {
        attempts.compactMap { attempt in
            if case .event(let event, _, _, _) = attempt.matter { event.cause.offset } else { nil }
        }
    }
}
