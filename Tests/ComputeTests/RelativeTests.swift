import Messages
import Testing

@Suite("Targets relative to their baseline")
struct RelativeTests {
    private func halved(stated: Double?) throws -> Story {
        var story = try Story("NR", maximum: nil)
        try story.target(
            .init(value: -55, relative: true, deadline: .year(2030)), .atMost, baseline: "1990",
            baselineValue: stated)
        return story
    }

    @Test("a stated base holds until the figure of its period comes, which moves the target")
    func stated() throws {
        var story = try halved(stated: 200)
        // 55 % below 200 is 90.
        try story.report([2025: 89], unit: "NR")
        #expect(try story.lastAssessment().baseline == .init(period: .year(1990), value: 200))
        #expect(try story.lastAssessment().gap == -1)
        // Below 190 it is 85.5.
        try story.report([1990: 190], unit: "NR")
        #expect(try story.lastAssessment().baseline == .init(period: .year(1990), value: 190))
        #expect(try story.lastAssessment().gap == 3.5)
        // 101 in 35 years; 104.5 in 40 were needed.
        #expect(try story.lastAssessment().ratio == 1.104579631)
        // Below 210 it is 94.5.
        try story.report([1990: 210], unit: "NR")
        #expect(try story.lastAssessment().gap == -5.5)
        #expect(try story.kinds() == ["assessed", "met", "unmet: target", "met"])
    }

    @Test("a base that is revised while the target stays met announces nothing")
    func stillMet() throws {
        var story = try halved(stated: nil)
        try story.report([1990: 200, 2025: 80], unit: "NR")
        try story.report([1990: 190], unit: "NR")
        #expect(try story.kinds() == ["assessed", "met"])
        #expect(try story.lastAssessment().gap == -5.5)
    }

    @Test("a later figure that falls short is a decline, though its target is relative")
    func decline() throws {
        var story = try halved(stated: nil)
        try story.report([1990: 200, 2024: 90], unit: "NR")
        try story.report([2025: 91], unit: "NR")
        #expect(try story.kinds() == ["assessed", "met", "unmet: decline"])
    }

    @Test("growth on a base is a target too: a fifth more than 50 is 60")
    func growth() throws {
        var story = try Story()
        try story.target(
            .init(value: 20, relative: true, deadline: .year(2030)), baseline: "2020")
        try story.report([2020: 50, 2024: 54])
        // 1 a year, as needed.
        #expect(try story.lastAssessment().ratio == 1)
        #expect(try story.lastAssessment().gap == 6)
        #expect(try story.lastAssessment().eta == .period(.year(2030)))
        try story.report([2025: 60])
        #expect(try story.kinds() == ["assessed", "met"])
    }

    @Test("without the base nothing is met, and when it comes the target is")
    func baseComesLater() throws {
        var story = try Story()
        try story.target(
            .init(value: 20, relative: true, deadline: .year(2030)), baseline: "2020")
        try story.report([2019: 60])
        #expect(try story.lastAssessment().reason == .noBaseline)
        #expect(try story.lastAssessment().gap == nil)
        try story.report([2020: 50, 2021: 61])
        #expect(try story.kinds() == ["assessed", "met"])
    }

    @Test("an absolute target's base that is revised is no cause: its figures decide")
    func absolute() throws {
        var story = try Story()
        try story.target(75, baseline: 2020)
        try story.report([2020: 60, 2024: 76])
        try story.report([2020: 61, 2024: 74])
        #expect(try story.kinds() == ["assessed", "met", "unmet: revision"])
    }
}
