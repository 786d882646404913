import Compute
import Foundation
import Log
import Messages
import Store
import Support
import Testing
import Time

@Suite("compute on a local log", .onThreads)
struct ServiceTests {
    /// A story that has been told to the end gives so many outcomes.
    private func story() throws -> Story {
        var story = try Story()
        try story.target(75)
        try story.report([2023: 60, 2024: 64])
        try story.report([2025: 71])
        try story.report([2025: 76])
        return story
    }

    /// What a fold makes of all that stands on the log.
    private func expected(in workshop: Workshop) throws -> [[UInt8]] {
        try Folded(
            try workshop.events(.updates), log: workshop.identity.log, partition: 0
        ).outcomes
    }

    @Test("what is told comes out, and nothing comes twice when compute starts again")
    func restarts() throws {
        let workshop = try Workshop()
        let story = try story()
        for event in story.events {
            workshop.start()
            try workshop.append([event])
            try workshop.wait("folded") { workshop.health?.readyFault == nil }
            workshop.stop()
        }
        workshop.start()
        let expected = try expected(in: workshop)
        try workshop.wait(for: expected.count, on: .outcomes)
        workshop.stop()
        #expect(try workshop.events(.outcomes) == expected)
        #expect(try workshop.events(.catalogue).count == 2)
    }
}
