/// First in, first out, with a look at any element.
struct FIFO<Element: Sendable>: Sendable {
    /// Those before `head` have gone.
    private var elements: [Element?] = []
    private var head = 0

    var count: Int { elements.count - head }

    /// The element at `index`, counted from the oldest; nil beyond the newest.
    subscript(index: Int) -> Element? {
        index < count ? elements[head + index] : nil
    }

    mutating func append(_ element: Element) { elements.append(element) }

    mutating func popFirst() -> Element? {
        guard head < elements.count else { return nil }
        let first = elements[head]
        elements[head] = nil
        head += 1
        // Moves the rest when half is empty: constant work an element.
        if head > 32, head * 2 > elements.count {
            elements.removeFirst(head)
            head = 0
        }
        return first
    }
}
