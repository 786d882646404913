internal import Messages
internal import Store
internal import Time

extension BoardFile {
    /// How many events of targets are kept.
    static let newsLimit: Int64 = 10_000

    func addNews(_ event: OutcomeEvent, _ record: [UInt8]) throws(StoreError) {
        try run("INSERT INTO news(time, indicator, event) VALUES(?1, ?2, ?3)") {
            $0.bind(1, event.time.milliseconds)
            $0.bind(2, text: event.outcome.indicator.text)
            $0.bind(3, copying: record.span)
        }
    }

    /// Forgets the oldest beyond the limit.
    func trimNews() throws(StoreError) {
        try run(
            """
            DELETE FROM news WHERE time < (
                SELECT time FROM news ORDER BY time DESC LIMIT 1 OFFSET ?1)
            """
        ) { $0.bind(1, Self.newsLimit - 1) }
    }

    /// The newest events of targets, newest first; of one indicator, or all.
    func news(of indicator: String?, limit: Int) throws(StoreError) -> [OutcomeEvent] {
        let condition = indicator == nil ? "" : "WHERE indicator = ?2 "
        return try all(
            "SELECT event FROM news \(condition)ORDER BY time DESC, id DESC LIMIT ?1",
            {
                $0.bind(1, Int64(limit))
                if let indicator { $0.bind(2, text: indicator) }
            },
            { row throws(StoreError) in
                do throws(ValidationError) {
                    return try OutcomeEvent(decoding: row.bytes(0))
                } catch { throw .unreadableRow(error) }
            })
    }
}
