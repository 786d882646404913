/// A bounded queue between threads: `push` blocks while it is full, `popAll` while it is empty.
public final class BoundedQueue<Element: Sendable>: Sendable {
    private struct State {
        var elements: [Element] = []
        var closed = false
    }
    private let state = Monitor(State())
    private let capacity: Int

    public init(capacity: Int) { self.capacity = capacity }

    /// Puts `element` at the end; false when the queue is closed.
    public func push(_ element: Element) -> Bool {
        state.wait { state in
            if state.closed { return false }
            if state.elements.count >= capacity { return nil }
            state.elements.append(element)
            return true
        }
    }

    /// All that is there, at least one; nil when closed and empty.
    public func popAll() -> [Element]? {
        state.wait { state -> [Element]?? in
            if state.elements.isEmpty { return state.closed ? .some(nil) : nil }
            defer { state.elements.removeAll(keepingCapacity: true) }
            return .some(state.elements)
        }
    }

    /// The first that is there; nil when closed and empty. For queues that several threads empty.
    public func pop() -> Element? {
        state.wait { state -> Element?? in
            if state.elements.isEmpty { return state.closed ? .some(nil) : nil }
            return state.elements.removeFirst()
        }
    }

    /// No more comes; what is there can still be taken.
    public func close() { state.with { $0.closed = true } }
}
