import Messages
import Testing

@Suite("Flags of figures, and what they do to targets")
struct FlagTests {
    @Test("a value counts under every flag that may have one: P and E provisionally, F never")
    func everyFlag() throws {
        for code in "ABDEFGINPSUVW".utf8 {
            let flag = try #require(StatusFlags(code: code))
            var story = try Story()
            try story.target(75)
            try story.report([2025: 76], status: flag)
            let expected: [String] =
                switch Character(UnicodeScalar(code)) {
                case "P", "E": ["assessed", "met provisionally"]
                case "F": ["assessed"]
                default: ["assessed", "met"]
                }
            #expect(try story.kinds() == expected, "\(Character(UnicodeScalar(code)))")
        }
    }

    @Test("a provisional figure that is revised to fall short loses the target by revision")
    func provisionalShort() throws {
        var story = try Story()
        try story.target(75)
        try story.report([2025: 76], status: .provisional)
        try story.report([2025: 74], status: .provisional)
        try story.report([2025: 75])
        #expect(
            try story.kinds() == ["assessed", "met provisionally", "unmet: revision", "met"])
    }

    @Test("a provisional later figure that meets too announces nothing, nor does its final one")
    func stillMetProvisionally() throws {
        var story = try Story()
        try story.target(75)
        try story.report([2024: 76])
        try story.report([2025: 77], status: .provisional)
        #expect(try story.kinds() == ["assessed", "met"])
    }

    @Test("a forecast is no confirmation; it meets when it has become a figure")
    func forecast() throws {
        var story = try Story()
        try story.target(75)
        try story.report([2024: 76], status: .provisional)
        try story.report([2025: 80], status: .forecast)
        #expect(try story.kinds() == ["assessed", "met provisionally"])
        try story.report([2024: 76])
        #expect(try story.kinds() == ["assessed", "met provisionally", "confirmed"])
        var later = try Story()
        try later.target(75)
        try later.report([2025: 80], status: .forecast)
        try later.report([2025: 75])
        #expect(try later.kinds() == ["assessed", "met"])
    }

    @Test("a missing value is missing, and never a 0 that is at most anything")
    func missing() throws {
        var story = try Story()
        try story.target(5, .atMost)
        try story.report([2024: 10])
        try story.report([2025: nil])
        #expect(try story.kinds() == ["assessed"])
        let last = try #require(try story.updates().last)
        #expect(last.latest?.figure.value == 10)
        #expect(last.changes.map(\.new.figure.value) == [nil])
        #expect(last.assessments.first?.assessment.gap == 5)
    }

    @Test("a figure that becomes confidential is missing: what it met is lost by revision")
    func confidential() throws {
        var story = try Story()
        try story.target(75)
        try story.report(["2024": 70, "2025": 76])
        try story.report(["2025": nil], confidentiality: UInt8(ascii: "C"))
        #expect(try story.kinds() == ["assessed", "met", "unmet: revision"])
        let last = try #require(try story.updates().last)
        #expect(last.latest?.figure.period == .year(2024))
        #expect(last.changes.first?.new.figure.confidentiality == UInt8(ascii: "C"))
        try story.report(["2025": 76])
        #expect(
            try story.kinds() == ["assessed", "met", "unmet: revision", "met"])
    }

    @Test("a break takes the pace away without news, and without the break it is back")
    func breaks() throws {
        var story = try Story()
        try story.target(95)
        try story.report([2020: 60, 2021: 61])
        // 1 a year of the 3.5 that were needed.
        #expect(try story.lastAssessment().ratio == 0.285714286)
        try story.report([2022: 90], status: .timeSeriesBreak)
        #expect(try story.lastAssessment().reason == .timeSeriesBreak)
        #expect(try story.lastAssessment().gap == 5)
        try story.report([2023: 94])
        #expect(try story.lastAssessment().reason == .timeSeriesBreak)
        #expect(try story.kinds() == ["assessed"])
        try story.report([2022: 90])
        // 34 in 3 years.
        #expect(try story.lastAssessment().ratio == 3.238095238)
        #expect(try story.lastAssessment().acrossBreak == false)
        // From not available to a pace is no change of pace; from this pace to another is.
        #expect(try story.kinds() == ["assessed"])
        try story.report([2024: 60.5])
        #expect(try story.lastAssessment().ratio == 0.035714286)
        #expect(try story.kinds() == ["assessed", "pace from substantial_progress"])
    }

    @Test("a break does not keep a figure from meeting, nor a later one from losing")
    func breakMeets() throws {
        var story = try Story()
        try story.target(75)
        try story.report([2023: 70])
        try story.report([2024: 76], status: .timeSeriesBreak)
        try story.report([2025: 74], status: .timeSeriesBreak)
        #expect(try story.kinds() == ["assessed", "met", "unmet: decline"])
    }

    @Test("across breaks the pace is measured, and the result says so")
    func acrossBreaks() throws {
        var story = try Story()
        try story.target(.init(value: 95, deadline: .year(2030)), acrossBreaks: true)
        try story.report([2020: 60])
        try story.report([2022: 69], status: .timeSeriesBreak)
        // 4.5 a year of the 3.5 that are needed.
        #expect(try story.lastAssessment().ratio == 1.285714286)
        #expect(try story.lastAssessment().acrossBreak)
        try story.report([2022: 69])
        #expect(try story.lastAssessment().ratio == 1.285714286)
        #expect(try story.lastAssessment().acrossBreak == false)
    }

    @Test("figures under another definition have no pace with those before, unless across breaks")
    func redefined() throws {
        var story = try Story()
        try story.target(95)
        try story.target(.init(value: 95, deadline: .year(2030)), id: "b", acrossBreaks: true)
        try story.report([2020: 60])
        try story.define(version: 2)
        #expect(try story.outcomes(from: 4) == [], "a definition alone says nothing")
        try story.report([2022: 69])
        let last = try #require(try story.updates().last)
        #expect(last.definition == 2)
        #expect(last.assessments.map(\.assessment.reason) == [.definition, nil])
        #expect(last.assessments.map(\.assessment.ratio) == [nil, 1.285714286])
        #expect(last.assessments.map(\.assessment.acrossBreak) == [false, true])
        // From a baseline of the new definition on there is a pace: 3 of (95 − 69)/8 a year.
        try story.target(95, baseline: 2022)
        try story.report([2023: 72])
        let anew = try #require(try story.updates().last)
        #expect(anew.assessments.map(\.assessment.reason) == [nil, nil])
        #expect(anew.assessments.first?.assessment.ratio == 0.923076923)
    }

    @Test("an indicator's new bounds hold for projections from the next report on")
    func bounds() throws {
        var story = try Story()
        try story.target(75)
        try story.report([2024: 64, 2025: 71])
        #expect(try story.lastAssessment().projection == 100)
        try story.define(maximum: 105, version: 1)
        try story.report([2025: 71], status: .provisional)
        #expect(try story.lastAssessment().projection == 105)
        try story.define(maximum: nil, version: 1)
        try story.report([2025: 71])
        #expect(try story.lastAssessment().projection == 106)
        #expect(try story.lastAssessment().ratio == 3.818181818)
    }
}
