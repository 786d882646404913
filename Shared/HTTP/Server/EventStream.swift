internal import CMicroHTTPD
internal import Glibc
internal import Synchronization

/// A body without an end: whoever has the handle sends blocks of bytes from any thread.
///
///     let stream = EventStream()
///     responder.answer(.events(stream))
///     stream.send(block)
///
/// A block that is sent on many streams is one array, which all of them share.
public final class EventStream: Sendable {
    private enum Phase {
        case open
        /// What is buffered still goes out.
        case ending
        /// The reader was too slow, or the server stops.
        case broken
        case closed
    }
    private struct State {
        var phase = Phase.open
        var blocks: [[UInt8]] = []
        /// The block that is being read, and how much of it has been.
        var first = 0
        var offset = 0
        /// Where the stream is read; nil before it is.
        var connection: Connection?
        var suspended = false
    }
    private let state = Mutex(State())
    private let capacityBlocks: Int
    private let onDrained: (@Sendable () -> Void)?

    /// `capacityBlocks`: how far a reader may fall behind before it is disconnected. `onDrained` is
    /// called, on the server's thread, each time a reader has taken all there was, and when it has
    /// left: whoever has more to send than fits sends the next part then.
    public init(capacityBlocks: Int = 1_000, onDrained: (@Sendable () -> Void)? = nil) {
        self.capacityBlocks = capacityBlocks
        self.onDrained = onDrained
    }

    /// Puts `block` behind those before it. False when nobody reads any more: the client left, or
    /// fell too far behind and was disconnected now, or the stream was ended.
    @discardableResult
    public func send(_ block: [UInt8]) -> Bool {
        guard !block.isEmpty else { return isOpen }
        return state.withLock { state in
            guard state.phase == .open else { return false }
            if state.blocks.count - state.first >= capacityBlocks {
                Self.stop(&state, .broken)
                return false
            }
            state.blocks.append(block)
            Self.wake(&state)
            return true
        }
    }

    public var isOpen: Bool { state.withLock { $0.phase == .open } }

    /// Nothing more comes; what was sent still goes out.
    public func end() {
        state.withLock { state in
            guard state.phase == .open else { return }
            state.phase = .ending
            Self.wake(&state)
        }
    }

    /// Cut off now.
    func abort() {
        state.withLock { if $0.phase != .closed { Self.stop(&$0, .broken) } }
    }

    /// The connection is gone and is not touched again.
    func closed() {
        state.withLock { state in
            state.connection = nil
            state.suspended = false
            Self.stop(&state, .closed)
        }
        onDrained?()
    }

    private static func stop(_ state: inout State, _ phase: Phase) {
        state.phase = phase
        state.blocks = []
        state.first = 0
        wake(&state)
    }

    private static func wake(_ state: inout State) {
        guard state.suspended else { return }
        state.suspended = false
        state.connection?.resume()
    }

    /// The answer that reads this stream; suspends `connection` while there is nothing to read.
    func response(on connection: Connection) -> OpaquePointer? {
        state.withLock { $0.connection = connection }
        let context = unsafe Unmanaged.passRetained(self)
        let response = unsafe peil_mhd_stream(
            512,
            { context, _, buffer, count in
                guard let context = unsafe context, let buffer = unsafe buffer else {
                    return peil_mhd_end_with_error
                }
                return unsafe Unmanaged<EventStream>.fromOpaque(context).takeUnretainedValue()
                    .read(into: UnsafeMutableRawBufferPointer(start: buffer, count: count))
            }, context.toOpaque(),
            { context in
                if let context = unsafe context {
                    unsafe Unmanaged<EventStream>.fromOpaque(context).release()
                }
            })
        if unsafe response == nil { unsafe context.release() }
        return unsafe response
    }

    /// Fills `buffer` from the blocks; 0 after suspending, or one of libmicrohttpd's two ends.
    private func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
        let count = unsafe fill(buffer)
        if count == 0 { onDrained?() }
        return count
    }

    private func fill(_ buffer: UnsafeMutableRawBufferPointer) -> Int {
        state.withLock { state in
            if state.phase == .broken { return peil_mhd_end_with_error }
            var filled = 0
            while filled < buffer.count, state.first < state.blocks.count {
                unsafe filled += Self.copy(
                    to: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]), &state)
            }
            if state.first == state.blocks.count {
                state.blocks.removeAll(keepingCapacity: state.blocks.capacity <= 8)
                state.first = 0
            } else if state.first >= 256 {
                state.blocks.removeFirst(state.first)
                state.first = 0
            }
            if filled > 0 { return filled }
            if state.phase == .ending { return peil_mhd_end_of_stream }
            state.suspended = true
            state.connection?.suspend()
            return 0
        }
    }

    /// Copies from the first block; returns how much.
    private static func copy(
        to buffer: UnsafeMutableRawBufferPointer, _ state: inout State
    ) -> Int {
        let block = state.blocks[state.first]
        let count = min(buffer.count, block.count - state.offset)
        unsafe block.withUnsafeBytes {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: $0[state.offset...].prefix(count))
            unsafe buffer.copyMemory(from: rest)
        }
        state.offset += count
        if state.offset == block.count {
            state.offset = 0
            state.blocks[state.first] = []
            state.first += 1
        }
        return count
    }
}
