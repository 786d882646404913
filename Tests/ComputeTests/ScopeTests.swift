import Messages
import Testing

@Suite("Which series a target is about")
struct ScopeTests {
    private let goal = Target.Goal(value: 75, deadline: .year(2030))

    @Test("several targets on one series are each assessed, in the order of their ids' bytes")
    func several() throws {
        var story = try Story()
        try story.target(72, .atMost, id: "a")
        try story.target(90, id: "9")
        try story.target(70, id: "10")
        let start = story.events.count
        try story.report([2024: 64, 2025: 71])
        let updated = try #require(try story.updates().last)
        #expect(
            updated.assessments.map(\.target.text) == [
                "nl.mkb.cloud.10", "nl.mkb.cloud.9", "nl.mkb.cloud.a",
            ])
        // 7 in a year: of 6/6, of 26/6, and against 8/6.
        #expect(updated.assessments.map(\.assessment.ratio) == [7, 1.615384615, -5.25])
        #expect(updated.assessments.map(\.assessment.gap) == [-1, 19, -1])
        let told = try story.targetOutcomes(from: start)
        #expect(told.map(\.target.id.text) == ["nl.mkb.cloud.10", "nl.mkb.cloud.a"])
        #expect(told.map(\.kind.inShort) == ["met", "met"])
    }

    @Test("a target with some dimensions is about all series that have these, whatever others")
    func dimensions() throws {
        var story = try Story(dimensions: ["sector", "size"])
        try story.target(goal, id: "all")
        try story.target(goal, id: "small", dimensions: [("size", "10-249")])
        try story.target(
            goal, id: "one", dimensions: [("size", "10-249"), ("sector", "J")])
        let start = story.events.count
        for (sector, size) in [("C", "10-249"), ("C", "250+"), ("J", "10-249"), ("J", "250+")] {
            try story.report(["2025": 80], dimensions: [("sector", sector), ("size", size)])
        }
        let told = try story.targetOutcomes(from: start).map {
            let series = try #require($0.series).text
            return "\($0.target.id.text.dropFirst(13)) \(series.split(separator: "/")[2])"
        }
        #expect(
            told == [
                "all sector=C;size=10-249", "small sector=C;size=10-249",
                "all sector=C;size=250+",
                "all sector=J;size=10-249", "one sector=J;size=10-249",
                "small sector=J;size=10-249",
                "all sector=J;size=250+",
            ])
    }

    @Test("an area that comes later is held to a target for each area, where it is one of them")
    func laterArea() throws {
        var story = try Story()
        try story.target(goal, id: "all")
        try story.target(
            goal, id: "some", areas: .each(of: [try Area("BE"), try Area("NL")]))
        try story.target(goal, id: "nl", areas: .exactly(try Area("NL")))
        let start = story.events.count
        for area in ["DE", "BE", "NL"] { try story.report([2025: 80], area: area) }
        let told = try story.targetOutcomes(from: start).map {
            "\($0.target.id.text.dropFirst(13)) \($0.series?.area.text ?? "")"
        }
        #expect(told == ["all DE", "all BE", "some BE", "all NL", "nl NL", "some NL"])
    }

    @Test("a target for each area is met and lost in each by itself")
    func eachByItself() throws {
        var story = try Story()
        try story.target(goal)
        try story.report([2024: 80], area: "BE")
        try story.report([2024: 80], area: "NL")
        try story.report([2025: 70], area: "BE")
        try story.report([2025: 81], area: "NL")
        #expect(try story.kinds() == ["assessed", "met", "met", "unmet: decline"])
        #expect(try story.targetOutcomes().last?.series?.area.text == "BE")
    }

    @Test("a withdrawn target is assessed no more")
    func withdrawn() throws {
        var story = try Story()
        try story.target(75)
        try story.report([2024: 70])
        try story.withdraw()
        try story.report([2025: 80])
        #expect(try story.kinds() == ["assessed", "withdrawn"])
        #expect(try story.updates().map(\.assessments.count) == [1, 0])
    }

    @Test("a changed target is measured anew at once, by figures that are long there")
    func changed() throws {
        var story = try Story()
        try story.target(75)
        try story.report([2020: 60, 2025: 66])
        // 1.2 of 1.5 a year; of 0.9 towards 69; of 3 by 2025, when it is missed.
        #expect(try story.lastAssessment().ratio == 0.8)
        try story.target(69)
        try story.target(75, by: 2025)
        let told = try story.targetOutcomes()
        #expect(
            told.map(\.kind.inShort) == [
                "assessed", "assessed", "pace from moderate_progress", "assessed", "missed",
            ])
        #expect(told.map(\.target.version) == [1, 2, 2, 3, 3])
        #expect(told.map(\.assessment.ratio) == [nil, 1.333333333, 1.333333333, 0.4, 0.4])
    }
}
