import Testing
import Threading

@Suite("Threads") struct ThreadingTests {
    @Test("Who waits on a monitor is woken by a change")
    func monitor() {
        let state = Monitor(0)
        let thread = Thread(name: "test") {
            for _ in 0..<10 { state.with { $0 += 1 } }
        }
        #expect(state.wait { $0 == 10 ? $0 : nil } == 10)
        thread.join()
    }

    @Test("Waiting ends when its time is over")
    func timeout() {
        let state = Monitor(0)
        let answer: Int? = state.wait(timeoutMilliseconds: 1) { $0 > 0 ? $0 : nil }
        #expect(answer == nil)
        #expect(state.wait(timeoutMilliseconds: 0) { $0 == 0 ? "there" : nil } == "there")
    }

    @Test("What the body throws comes out, and the monitor stays usable")
    func failure() {
        struct Failure: Error {}
        let state = Monitor(0)
        #expect(throws: Failure.self) { try state.with { _ throws(Failure) in throw Failure() } }
        #expect(state.with { $0 } == 0)
    }

    @Test("A queue keeps the order, and its capacity holds the writer back")
    func queue() {
        let queue = BoundedQueue<Int>(capacity: 3)
        let thread = Thread(name: "writer") {
            for number in 0..<1000 { _ = queue.push(number) }
            queue.close()
        }
        var seen: [Int] = []
        while let numbers = queue.popAll() {
            #expect(!numbers.isEmpty && numbers.count <= 3)
            seen += numbers
        }
        thread.join()
        #expect(seen == Array(0..<1000))
    }

    @Test("A closed queue takes nothing more, and gives what it has")
    func closed() {
        let queue = BoundedQueue<Int>(capacity: 2)
        #expect(queue.push(1))
        queue.close()
        #expect(!queue.push(2))
        #expect(queue.popAll() == [1])
        #expect(queue.popAll() == nil)
    }
}
