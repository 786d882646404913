internal import HTTP
internal import JSON
internal import Messages
internal import Time

/// `GET /v1/events`: pages of events as JSON, or a stream of them where `Accept` says so.
struct EventRoutes: Sendable {
    let log: LogID
    let partitions: Int32
    let feed: EventFeed
    let reader: EventReader

    /// How long a stream lasts, ±10 %.
    private static let streamSeconds = 600.0
    private static let retryMilliseconds = 3_000
    /// How long a page waits for an instance that is behind its cursor.
    private static let patienceSeconds = 10.0
    private static let names = ["type", "indicator", "area", "target", "after", "since"]

    func add(to router: inout Router) {
        router.add(.get, "/v1/events", needs: .read) { request, responder in
            do throws(APIError) {
                if request.headers["accept"]?.contains("text/event-stream") == true {
                    try openStream(request, responder)
                } else {
                    try fillPage(request, responder)
                }
            } catch {
                responder.answer(error.problem)
            }
        }
    }

    /// Where nothing says where to begin, a stream begins now.
    private func openStream(_ request: Request, _ responder: Responder) throws(APIError) {
        let parameters = try Parameters(request.query, known: Self.names)
        let wish = try wish(parameters)
        let given = request.headers["last-event-id"] ?? parameters.text("after")
        let cursor =
            try given.map { text throws(APIError) in try self.cursor(text) }
            ?? (wish.since == nil ? feed.head : beginning)
        let subscriber = EventSubscriber(
            wish: wish, from: cursor,
            endsAtSeconds: MonotonicClock.seconds() + Self.streamSeconds * .random(in: 0.9...1.1)
        ) { [weak reader] in reader?.goOn($0) }
        guard feed.add(subscriber) else {
            throw .stopping
        }
        subscriber.send(EventBlock.retry(milliseconds: Self.retryMilliseconds))
        var response = Response.events(subscriber.stream)
        response.headers.append(("peil-last-event-id", cursor.text))
        responder.answer(response)
        reader.catchUp(subscriber)
    }

    /// Where nothing says where to begin, pages begin with the first event.
    private func fillPage(_ request: Request, _ responder: Responder) throws(APIError) {
        let parameters = try Parameters(request.query, known: Self.names + ["limit"])
        let cursor =
            try parameters.text("after").map { text throws(APIError) in try self.cursor(text) }
            ?? beginning
        let page = EventPage(
            wish: try wish(parameters), cursor: cursor, limit: try Paging.limit(parameters)
        ) { answer in
            switch answer {
            case .events(let events, let next): responder.answer(Self.response(events, next))
            case .unavailable: responder.answer(APIError.behind.problem)
            }
        }
        feed.whenCovering(
            cursor, deadlineSeconds: MonotonicClock.seconds() + Self.patienceSeconds
        ) { [reader] covers in
            if covers { reader.fill(page) } else { page.answer(.unavailable) }
        }
    }

    private static func response(_ events: [PublishedEvent], _ next: EventCursor) -> Response {
        var writer = Writer(capacity: 64 + events.reduce(0) { $0 + $1.record.count + 1 })
        writer.object {
            $0.name("events")
            $0.array { for event in events { $0.raw(event.record.span) } }
            $0.member("next", next.text)
        }
        var response = Response.json(writer.take())
        response.headers.append(("cache-control", "no-store"))
        return response
    }

    private var beginning: EventCursor { EventCursor(log: log, partitions: partitions) }

    private func cursor(_ text: String) throws(APIError) -> EventCursor {
        if text == "earliest" { return beginning }
        do throws(EventCursor.ParsingError) {
            return try EventCursor(text, of: log, partitions: partitions)
        } catch {
            switch error {
            case .foreign: throw .foreignCursor
            case .malformed:
                throw .parameters([
                    Problem.Fault(
                        code: "malformed", message: "this is no cursor", found: text,
                        expected: "the id of an event of the stream, the next of a page, or "
                            + "earliest")
                ])
            }
        }
    }

    private func wish(_ parameters: Parameters) throws(APIError) -> EventWish {
        var filter = SubscriptionFilter()
        let types: [Outcome.Kind] = try parameters.all("type", Parameters.choice)
        filter.types = Set(types.isEmpty ? Outcome.Kind.allCases : types)
        filter.indicators = try parameters.all("indicator") { text throws(ValidationError) in
            try CodePattern(text)
        }
        filter.areas = Set(
            try parameters.all("area") { text throws(ValidationError) in try Area(text) })
        filter.targets = Set(
            try parameters.all("target") { text throws(ValidationError) in try TargetID(text) })
        return EventWish(filter: filter, since: try parameters.one("since", Parameters.time))
    }
}
