import KafkaLog
import Log
import Testing

/// Holds what an ensemble has done against the reference.
enum Verdict {
    /// Waits until all that stands on the log has come everywhere, and ends the ensemble: what came
    /// of each update, both boards and all webhooks are the reference's, byte for byte. Tells how
    /// much that was.
    static func expectReference(
        _ ensemble: Ensemble, _ receiver: Receiver, _ answered: Clients.Answered
    ) throws -> String {
        try ensemble.waitUntilReady()
        let log = try ensemble.log()
        defer { log.close() }
        let seen = try folded(log).contents
        try receiver.waitForAll(of: seen, timeoutSeconds: 120)
        let board = try BoardContents(seen.references)
        for place in Ensemble.notifies {
            let face = try ensemble.face(place)
            try? eventually("the board has everything", withinSeconds: 60) {
                try BoardContents(face) == board
            }
            try BoardContents(face).expect(board)
        }
        ensemble.stop()

        let (contents, copies) = try folded(log)
        try contents.expectReference()
        try contents.expectReports(answered)
        #expect(answered.surprises == [])
        try receiver.expectAll(of: contents)
        return "\(answered), \(contents) and \(copies) copies, "
            + "\(receiver.receipts.count) webhooks"
    }

    /// The log without copies, and their number, when all is folded.
    private static func folded(
        _ log: any Log
    ) throws -> (contents: LogContents, copies: Int) {
        let end = ContinuousClock.now + .seconds(60)
        while true {
            // To fold a long log takes its time: what is judged was read after the deadline.
            let isLast = .now > end
            var contents = try LogContents(log)
            let copies = contents.dropCopies()
            let lacking = contents.lacking
            if lacking.isEmpty { return (contents, copies) }
            try #require(!isLast, "\(lacking)")
        }
    }
}
