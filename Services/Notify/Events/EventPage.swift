internal import Messages

/// Events that someone asked for as one answer.
struct EventPage: Sendable {
    enum Answer: Sendable {
        case events([PublishedEvent], next: EventCursor)
        /// The log or the board do not answer now.
        case unavailable
    }

    let wish: EventWish
    let cursor: EventCursor
    /// The most events it may have.
    let limit: Int
    /// Called once, on any thread.
    let answer: @Sendable (Answer) -> Void
}
