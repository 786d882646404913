import Messages
import Testing

@Suite("What becomes of targets")
struct TargetTests {
    @Test("a target is assessed when it is set, with no series and with one")
    func assessed() throws {
        var story = try Story()
        try story.target(75)
        try story.report([2025: 71])
        try story.target(80)
        try story.target(80)
        #expect(try story.kinds() == ["assessed", "assessed"])
    }

    @Test("a target is met once, whatever repeats or comes late")
    func met() throws {
        var story = try Story()
        try story.target(75)
        try story.report([2024: 70])
        try story.report([2025: 76], submission: "x")
        try story.report([2025: 76], submission: "x")
        try story.report([2023: 60])
        try story.report([2025: 77])
        #expect(try story.kinds() == ["assessed", "met"])
    }

    @Test("a provisional figure meets provisionally, and a final one confirms it")
    func confirmed() throws {
        var story = try Story()
        try story.target(75)
        try story.report([2025: 76], status: .provisional)
        try story.report([2025: 76])
        #expect(try story.kinds() == ["assessed", "met provisionally", "confirmed"])
    }

    @Test("a final figure that becomes an estimate is silent, and its return confirms")
    func becomesProvisional() throws {
        var story = try Story()
        try story.target(75)
        try story.report([2025: 76])
        try story.report([2025: 76], status: .estimated)
        try story.report([2025: 76])
        #expect(try story.kinds() == ["assessed", "met", "confirmed"])
    }

    @Test("a met target is lost by revision where the figure that met it does so no longer")
    func revision() throws {
        var story = try Story()
        try story.target(75)
        try story.report([2025: 76])
        try story.report([2025: 74])
        #expect(try story.kinds() == ["assessed", "met", "unmet: revision"])
    }

    @Test("a met target is lost by revision where that figure is withdrawn")
    func withdrawal() throws {
        var story = try Story()
        try story.target(75)
        try story.report([2024: 70])
        try story.report([2025: 76])
        try story.report([2025: nil])
        #expect(try story.kinds() == ["assessed", "met", "unmet: revision"])
    }

    @Test("a met target is lost by decline where a later figure falls short")
    func decline() throws {
        var story = try Story()
        try story.target(75)
        try story.report([2024: 76])
        try story.report([2025: 74])
        #expect(try story.kinds() == ["assessed", "met", "unmet: decline"])
    }

    @Test("a met target is lost by the target where that was raised")
    func raised() throws {
        var story = try Story()
        try story.target(75)
        try story.report([2025: 76])
        try story.target(80)
        #expect(try story.kinds() == ["assessed", "met", "assessed", "unmet: target"])
    }

    @Test("a new version of a target that is still met announces nothing more")
    func stillMet() throws {
        var story = try Story()
        try story.target(75)
        try story.report([2025: 76])
        try story.target(76)
        #expect(try story.kinds() == ["assessed", "met", "assessed"])
    }

    @Test("a relative target is lost by the target where its base is revised")
    func relative() throws {
        var story = try Story("NR", maximum: 1000)
        try story.target(-55, .atMost, relative: true, baseline: 1990)
        try story.report([1990: 200], unit: "NR")
        try story.report([2025: 90], unit: "NR")
        try story.report([1990: 190], unit: "NR")
        #expect(try story.kinds() == ["assessed", "met", "unmet: target"])
    }

    @Test("a target is missed once a version, and met late after that")
    func missed() throws {
        var story = try Story()
        try story.target(75, by: 2024)
        try story.report([2023: 70])
        try story.report([2024: 72])
        try story.report([2025: 73])
        try story.report([2025: 75])
        #expect(try story.kinds() == ["assessed", "missed", "met"])
    }

    @Test("a requirement from the deadline on is missed once a period")
    func missedFrom() throws {
        var story = try Story()
        try story.target(75, by: 2023, requirement: .from)
        try story.report([2023: 70])
        try story.report([2023: 71])
        try story.report([2024: 72])
        #expect(try story.kinds() == ["assessed", "missed", "missed"])
    }

    @Test("lost and missed come together, in this order")
    func lostAndMissed() throws {
        var story = try Story()
        try story.target(75, by: 2025)
        try story.report([2024: 76])
        try story.report([2025: 74])
        #expect(try story.kinds() == ["assessed", "met", "unmet: decline", "missed"])
    }

    @Test("the first assessment is silent, and a change of pace is told with what it was")
    func pace() throws {
        var story = try Story()
        try story.target(95)
        try story.report([2020: 60, 2021: 60.1])
        try story.report([2022: 75])
        let expected = ["assessed", "pace from limited_progress"]
        #expect(try story.kinds() == expected)
    }

    @Test("a category that flips within one report is silent")
    func flip() throws {
        var story = try Story()
        try story.target(75)
        try story.report([2020: 60])
        try story.report([2021: 80, 2022: 61])
        #expect(try story.kinds() == ["assessed"])
    }

    @Test("a forecast meets and misses nothing")
    func forecast() throws {
        var story = try Story()
        try story.target(75, by: 2025)
        try story.report([2025: 80], status: .forecast)
        #expect(try story.kinds() == ["assessed"])
    }

    @Test("withdrawn and set again, a target goes on with its version and an open state")
    func setAgain() throws {
        var story = try Story()
        try story.report([2025: 76])
        try story.target(75)
        try story.withdraw()
        try story.target(75)
        #expect(try story.kinds() == ["assessed", "met", "withdrawn", "assessed", "met"])
        let last = try #require(try Folded(story.records).events.last)
        guard case .target(let outcome) = last.outcome else { return }
        #expect(outcome.target.version == 2)
    }

    @Test("a * target holds each area to it, and where areas are named those only")
    func everywhere() throws {
        var story = try Story()
        for area in ["BE", "DE", "NL"] { try story.report([2025: 80], area: area) }
        try story.target(75, id: "all", area: nil)
        try story.target(75, id: "some", area: nil, areas: ["NL", "BE"])
        let subjects = try Folded(story.records).events.suffix(10).compactMap { event in
            guard case .target(let outcome) = event.outcome else { return nil as String? }
            return outcome.series?.area.text
        }
        #expect(subjects == ["BE", "BE", "DE", "DE", "NL", "NL", "BE", "BE", "NL", "NL"])
    }

    @Test("a target that overrides a * target replaces it in its area, until it is withdrawn")
    func overrides() throws {
        var story = try Story()
        try story.target(75, id: "all", area: nil)
        try story.target(90, id: "nl", overrides: "all")
        let start = story.events.count
        try story.report([2025: 80], area: "NL")
        try story.report([2025: 80], area: "BE")
        #expect(try story.kinds(from: start) == ["met"])
        try story.withdraw("nl")
        #expect(try story.kinds(from: start) == ["met", "assessed", "met", "withdrawn"])
        try story.report([2025: 81], area: "NL")
        #expect(try story.kinds(from: start) == ["met", "assessed", "met", "withdrawn"])
        // Replaced once more and let go again, it is still met: nothing is announced twice.
        try story.target(90, id: "nl", overrides: "all")
        try story.withdraw("nl")
        #expect(
            try story.kinds(from: start)
                == ["met", "assessed", "met", "withdrawn", "assessed", "assessed", "withdrawn"])
    }

    @Test("a target whose deadline passes without its figure is overdue once")
    func overdue() throws {
        var story = try Story()
        try story.target(75, by: 2026)
        try story.target(75, by: 2026, id: "be", area: "BE")
        try story.report([2025: 70])
        story.day(2026, 12, 30)
        story.day(2026, 12, 31)
        story.day(2027, 1, 1)
        #expect(try story.kinds() == ["assessed", "assessed", "overdue", "overdue"])
    }
}
