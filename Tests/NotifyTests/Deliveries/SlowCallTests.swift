import Messages
import Testing

@testable import Notify

@Suite("Calls that take long")
struct SlowCallTests {
    @Test("A call that takes long is owed, and holds back nothing that is delivered behind it")
    func slow() throws {
        var bench = HeartBench()
        bench.tell(.outcomes((0..<3).map { GivenEvents.record($0) }))
        let attempts = bench.takeAttempts()
        for attempt in attempts.dropFirst() { bench.answer(attempt, 204) }
        bench.pass(milliseconds: 999)
        #expect(bench.takeNotes().isEmpty)
        bench.pass(milliseconds: 1)
        bench.pass(milliseconds: 1_000)
        let event = GivenEvents.event(0).id
        let notes = bench.takeNotes().map(\.content)
        guard notes.count == 2, case .remember(.owed(let owed)) = notes[0],
            case .remember(.standing(let standing)) = notes[1]
        else {
            Issue.record("\(notes)")
            return
        }
        #expect(owed.event == event)
        #expect(standing.position[0].next == 3)
        bench.answer(try #require(attempts.first), 204)
        #expect(bench.takeNotes().map(\.content) == [.forget(.owed(GivenEvents.id, event))])
    }

    @Test("A call that holds back nothing is not owed, however long it takes")
    func slowAlone() {
        var bench = HeartBench()
        bench.tell(.outcomes((0..<3).map { GivenEvents.record($0) }))
        bench.answer(bench.takeAttempts()[0], 204)
        for _ in 0..<10 { bench.pass(milliseconds: 1_000) }
        let owed = bench.takeNotes().filter {
            if case .remember(.owed) = $0.content { true } else { false }
        }
        #expect(owed.isEmpty)
    }
}
