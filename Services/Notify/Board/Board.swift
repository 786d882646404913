internal import Founding
internal import Log
internal import Messages
internal import Store
internal import Threading

/// The board, shared by the projection that writes it and all who read it.
final class Board: Sendable {
    private struct State {
        /// Nil when it is closed.
        var file: BoardFile?
        var positions: [Partition: BoardPosition]
        /// A read found the file damaged.
        var damaged = false
    }
    private let path: String
    private let identity: LogIdentity
    private let state: Monitor<State>
    /// Where damaged files were moved, told once each.
    private let onQuarantine: @Sendable (String) -> Void

    /// Opens `board.sqlite` in `directory`. A damaged file is moved aside, which is told, and a new
    /// one begun.
    init(
        directory: String, of identity: LogIdentity,
        onQuarantine: @escaping @Sendable (String) -> Void
    ) throws(BoardFile.OpeningError) {
        path = directory + "/board.sqlite"
        self.identity = identity
        self.onQuarantine = onQuarantine
        let opened = try Self.open(path, identity, onQuarantine)
        state = Monitor(State(file: opened.file, positions: opened.positions))
    }

    private typealias Opened = (file: BoardFile, positions: [Partition: BoardPosition])

    private static func open(
        _ path: String, _ identity: LogIdentity, _ onQuarantine: (String) -> Void
    ) throws(BoardFile.OpeningError) -> sending Opened {
        do throws(BoardFile.OpeningError) {
            return try openOnce(path, identity)
        } catch .store(.corrupt) {
            do throws(StoreError) {
                onQuarantine(try Quarantine.moveAside(path))
            } catch { throw .store(error) }
            return try openOnce(path, identity)
        }
    }

    private static func openOnce(
        _ path: String, _ identity: LogIdentity
    ) throws(BoardFile.OpeningError) -> sending Opened {
        let file = try BoardFile(path: path, of: identity)
        do throws(StoreError) {
            return (file, try file.positions())
        } catch { throw .store(error) }
    }

    /// How far each partition is read.
    var positions: [Partition: BoardPosition] { state.with { $0.positions } }

    /// Whether a read found the file damaged: it is to be begun anew.
    var isDamaged: Bool { state.with { $0.damaged } }

    /// Asks the file; the answer comes with the revision that it is of, which changes whenever
    /// anything does. Rows are read while others wait, so ask for few.
    func read<Answer>(
        _ body: (BoardFile) throws(StoreError) -> Answer
    ) throws(StoreError) -> (answer: Answer, revision: BoardRevision) {
        try state.with { state throws(StoreError) in
            do throws(StoreError) {
                guard let file = state.file else { throw Self.closed }
                return (try body(file), BoardRevision(state.positions))
            } catch {
                if case .corrupt = error { state.damaged = true }
                throw error
            }
        }
    }

    /// Takes in a batch, all of it or nothing.
    func commit(_ batch: BoardBatch) throws(StoreError) {
        try state.with { state throws(StoreError) in
            guard let file = state.file else { throw Self.closed }
            try file.database.transaction { () throws(StoreError) in
                for outcome in batch.outcomes {
                    try file.apply(outcome.event, record: outcome.record)
                }
                for answer in batch.answers { try file.apply(answer) }
                if batch.outcomes.contains(where: { $0.event.outcome.kind != .seriesUpdated }) {
                    try file.trimNews()
                }
                for (partition, position) in batch.waymarks {
                    try file.addWaymark(position, of: partition)
                }
                for (partition, position) in batch.positions {
                    try file.set(position, of: partition)
                }
            }
            state.positions.merge(batch.positions) { _, new in new }
        }
    }

    /// Lets go of the file.
    func close() { state.with { $0.file = nil } }

    private static let closed = StoreError.failed("the board's file is closed")

    /// Moves the damaged file aside and begins a new one, of which nothing is read yet.
    func beginAnew() throws(BoardFile.OpeningError) {
        try state.with { state throws(BoardFile.OpeningError) in
            state = State(file: nil, positions: [:])
            do throws(StoreError) {
                onQuarantine(try Quarantine.moveAside(path))
            } catch { throw .store(error) }
            let opened = try Self.openOnce(path, identity)
            state = State(file: opened.file, positions: opened.positions)
        }
    }
}

/// A version of the board: the same for the same records read, on every instance.
struct BoardRevision: Hashable, Sendable {
    private let number: UInt64

    init(_ positions: [Partition: BoardPosition]) {
        // The order of a dictionary is no order: what is summed up does not depend on it.
        number = positions.reduce(0) { sum, entry in
            let (partition, position) = entry
            var mixed = UInt64(bitPattern: position.next) &* 0x9e37_79b9_7f4a_7c15
            mixed ^= UInt64(UInt32(bitPattern: partition.number)) &* 0xbf58_476d_1ce4_e5b9
            if partition.topic == .catalogue { mixed = ~mixed }
            return sum &+ (mixed ^ mixed >> 29) &* 0x94d0_49bb_1331_11eb
        }
    }

    var text: String { String(number, radix: 36) }
}
