import Messages
import Testing

@Suite("Overdue targets")
struct OverdueTests {
    @Test("a deadline of any frequency is over when its last day has passed")
    func lastDays() throws {
        typealias Day = (Int, Int, Int)
        let deadlines: [(Frequency, String, String, before: Day, last: Day)] = [
            (.annual, "2024", "2026", (2026, 12, 30), (2026, 12, 31)),
            (.biennial, "2022/2024", "2026/2028", (2027, 12, 30), (2027, 12, 31)),
            (.halfYearly, "2025-S1", "2026-S1", (2026, 6, 29), (2026, 6, 30)),
            (.quarterly, "2025-Q1", "2026-Q3", (2026, 9, 29), (2026, 9, 30)),
            (.monthly, "2025-01", "2028-02", (2028, 2, 28), (2028, 2, 29)),
            // From Monday 28 December on; 2026 has 53 weeks.
            (.weekly, "2025-W01", "2026-W53", (2027, 1, 2), (2027, 1, 3)),
            (.daily, "2025-01-01", "2026-06-12", (2026, 6, 11), (2026, 6, 12)),
            (.quarterly, "2025-Q1", "2026", (2026, 12, 30), (2026, 12, 31)),
        ]
        for (frequency, figure, deadline, before, last) in deadlines {
            var story = try Story(frequency: frequency)
            try story.target(.init(value: 75, deadline: try Period(deadline)))
            try story.report([figure: 70])
            story.day(before.0, before.1, before.2)
            #expect(try story.kinds() == ["assessed"], "\(deadline)")
            story.day(last.0, last.1, last.2)
            #expect(try story.kinds() == ["assessed", "overdue"], "\(deadline)")
            story.day(2031, 1, 1)
            #expect(try story.kinds() == ["assessed", "overdue"], "\(deadline)")
        }
    }

    @Test("a day that passed before, or again, says nothing")
    func oldDays() throws {
        var story = try Story()
        try story.report([2024: 70])
        story.day(2026, 12, 31)
        try story.target(75, by: 2025)
        story.day(2026, 12, 31)
        story.day(2026, 6, 1)
        #expect(try story.kinds() == ["assessed"])
        story.day(2027, 1, 1)
        #expect(try story.kinds() == ["assessed", "overdue"])
    }

    @Test("a forecast of the deadline is no figure of it, a provisional figure is one")
    func forecast() throws {
        let figures: [(StatusFlags, [String])] = [
            (.forecast, ["assessed", "overdue"]), (.provisional, ["assessed", "missed"]),
        ]
        for (status, expected) in figures {
            var story = try Story()
            try story.target(75, by: 2025)
            try story.report([2024: 70])
            try story.report([2025: 72], status: status)
            story.day(2025, 12, 31)
            #expect(try story.kinds() == expected)
        }
    }

    @Test("a missing figure of the deadline is none")
    func missing() throws {
        var story = try Story()
        try story.target(75, by: 2025)
        try story.report([2024: 70, 2025: nil])
        story.day(2025, 12, 31)
        #expect(try story.kinds() == ["assessed", "overdue"])
    }

    @Test("another version is overdue anew, a withdrawn target never")
    func versions() throws {
        var story = try Story()
        try story.target(75, by: 2025)
        try story.report([2024: 70])
        story.day(2025, 12, 31)
        try story.target(80, by: 2025)
        story.day(2026, 1, 1)
        try story.withdraw()
        story.day(2026, 1, 2)
        #expect(
            try story.kinds() == ["assessed", "overdue", "assessed", "overdue", "withdrawn"])
        #expect(try story.targetOutcomes().map(\.target.version) == [1, 1, 2, 2, 2])
    }

    @Test("of a target for each area those are overdue whose figure has not come")
    func areas() throws {
        var story = try Story()
        try story.target(75, by: 2025, area: nil)
        for area in ["NL", "DE", "BE"] { try story.report([2024: 70], area: area) }
        try story.report([2025: 72], area: "DE")
        story.day(2025, 12, 31)
        let overdue = try story.targetOutcomes().filter { $0.kind == .overdue }
        #expect(overdue.map(\.series?.area.text) == ["BE", "NL"])
        #expect(overdue.map(\.figure?.figure.period) == [.year(2024), .year(2024)])
    }

    @Test("the figure that comes late is judged as if it had been in time")
    func late() throws {
        var story = try Story()
        try story.target(75, by: 2025)
        try story.report([2024: 70])
        story.day(2025, 12, 31)
        try story.report([2025: 76])
        #expect(try story.kinds() == ["assessed", "overdue", "met"])
        #expect(try story.targetOutcomes().last?.yearsEarly == 0)
    }

    @Test("what is required from the deadline on is overdue once, and then judged each period")
    func from() throws {
        var story = try Story()
        try story.target(75, by: 2023, requirement: .from)
        try story.report([2022: 70])
        story.day(2025, 1, 1)
        story.day(2025, 1, 2)
        #expect(try story.kinds() == ["assessed", "overdue"])
        try story.report([2023: 76])
        try story.report([2024: 74])
        try story.report([2024: 75])
        try story.report([2025: 74])
        #expect(
            try story.kinds(from: 5) == [
                "met", "unmet: decline", "missed", "met", "unmet: decline", "missed",
            ])
    }

    @Test("before the deadline nothing is missed that is required from it on")
    func beforeDeadline() throws {
        var story = try Story(frequency: .quarterly)
        try story.target(
            .init(value: 75, deadline: try Period("2025-Q2")), requirement: .from)
        for (quarter, value) in [("2024-Q4", 70.0), ("2025-Q1", 71), ("2025-Q2", 72)] {
            try story.report([quarter: value])
        }
        #expect(try story.kinds() == ["assessed", "missed"])
        try story.report(["2025-Q3": 73])
        #expect(try story.kinds() == ["assessed", "missed", "missed"])
    }
}
