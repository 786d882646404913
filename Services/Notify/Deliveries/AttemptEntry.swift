internal import HTTP
internal import Messages
internal import Time

/// One call of a receiver, as its owner may look at it.
struct AttemptEntry: Sendable {
    let subscription: SubscriptionID
    /// The event's id, or a test's.
    let event: String
    let number: Int
    let time: Timestamp
    var milliseconds: Int64 = 0
    /// Nil when there was no answer.
    var status: Int?
    var error: String?
    /// The first bytes of the answer's body.
    var answer: [UInt8] = []

    init(subscription: SubscriptionID, event: String, number: Int, time: Timestamp) {
        self.subscription = subscription
        self.event = event
        self.number = number
        self.time = time
    }

    /// One that begins now.
    init(_ attempt: Attempt, at time: Timestamp) {
        let subscription = attempt.tenure.subscription
        switch attempt.matter {
        case .event(let event, _, _, let number):
            self.init(
                subscription: subscription, event: event.text, number: number, time: time)
        case .test(let command):
            self.init(
                subscription: subscription, event: TestEvent.id(of: command), number: 1,
                time: time)
        case .consent:
            self.init(subscription: subscription, event: "consent", number: 1, time: time)
        }
    }

    func concluded(
        _ answer: Result<ClientResponse, ClientError>, at end: Timestamp
    ) -> AttemptEntry {
        var entry = self
        entry.milliseconds = max(0, end.milliseconds - time.milliseconds)
        switch answer {
        case .success(let response):
            entry.status = response.status
            entry.answer = response.body
        case .failure(let error): entry.error = error.description
        }
        return entry
    }
}
