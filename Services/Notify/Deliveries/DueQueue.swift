internal import Time

/// What is due at a time, the earliest first: a binary heap.
struct DueQueue<Element: Sendable>: Sendable {
    private var heap: [(time: Timestamp, element: Element)] = []

    /// The earliest time; nil when empty.
    var first: Timestamp? { heap.first?.time }

    mutating func push(_ element: Element, at time: Timestamp) {
        heap.append((time, element))
        var at = heap.count - 1
        while at > 0, heap[at].time < heap[(at - 1) / 2].time {
            heap.swapAt(at, (at - 1) / 2)
            at = (at - 1) / 2
        }
    }

    /// The earliest that is due by `now`.
    mutating func pop(due now: Timestamp) -> Element? {
        guard let first = heap.first, first.time <= now else { return nil }
        heap.swapAt(0, heap.count - 1)
        heap.removeLast()
        sink()
        return first.element
    }

    private mutating func sink() {
        var at = 0
        while true {
            var least = at
            for child in [2 * at + 1, 2 * at + 2] where child < heap.count {
                if heap[child].time < heap[least].time { least = child }
            }
            if least == at { return }
            heap.swapAt(at, least)
            at = least
        }
    }
}
