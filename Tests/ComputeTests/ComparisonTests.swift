import Messages
import Testing

@Suite("What a latest figure is compared with")
struct ComparisonTests {
    private struct Compared: Equatable {
        var previous: String?
        var change: Double?
        var yearBefore: String?
        var changeOnYear: Double?

        init(
            _ previous: String?, _ change: Double?, _ yearBefore: String?, _ changeOnYear: Double?
        ) {
            self.previous = previous
            self.change = change
            self.yearBefore = yearBefore
            self.changeOnYear = changeOnYear
        }
    }

    private func last(_ story: Story) throws -> Compared {
        let update = try #require(try story.updates().last)
        return Compared(
            update.previous?.period.description, update.change,
            update.yearBefore?.period.description, update.changeOnYear)
    }

    @Test("the period before and the same of a year before, in every frequency")
    func frequencies() throws {
        let series: [(Frequency, KeyValuePairs<String, Double?>, Compared)] = [
            (.annual, ["2024": 60, "2025": 61], Compared("2024", 1, nil, nil)),
            (
                .biennial, ["2020/2022": 60, "2022/2024": 61],
                Compared("2020/2022", 1, nil, nil)
            ),
            (.schoolYear, ["2023/24": 60, "2024/25": 59], Compared("2023/24", -1, nil, nil)),
            (
                .halfYearly, ["2024-S2": 60, "2025-S1": 62.5, "2025-S2": 62],
                Compared("2025-S1", -0.5, "2024-S2", 2)
            ),
            (
                .quarterly, ["2024-Q1": 60, "2024-Q4": 63, "2025-Q1": 61.5],
                Compared("2024-Q4", -1.5, "2024-Q1", 1.5)
            ),
            (
                .monthly, ["2024-06": 60.1, "2024-12": 63, "2025-05": 64.5, "2025-06": 66],
                Compared("2025-05", 1.5, "2024-06", 5.9)
            ),
            (
                .weekly, ["2024-W01": 60, "2024-W52": 63, "2025-W01": 64],
                Compared("2024-W52", 1, "2024-W01", 4)
            ),
            (
                .daily, ["2024-03-01": 60, "2025-02-28": 63, "2025-03-01": 62.5],
                Compared("2025-02-28", -0.5, "2024-03-01", 2.5)
            ),
        ]
        #expect(Set(series.map(\.0)) == Set(Frequency.allCases))
        for (frequency, figures, expected) in series {
            var story = try Story(frequency: frequency)
            try story.report(figures)
            #expect(try last(story) == expected, "\(frequency)")
        }
    }

    @Test("week 53 and 29 February have none a year before")
    func leapPeriods() throws {
        var weeks = try Story(frequency: .weekly)
        try weeks.report(["2019-W52": 60, "2020-W52": 62, "2020-W53": 63])
        #expect(try last(weeks) == Compared("2020-W52", 1, nil, nil))
        var days = try Story(frequency: .daily)
        try days.report(["2023-02-28": 60, "2024-02-28": 61, "2024-02-29": 63])
        #expect(try last(days) == Compared("2024-02-28", 2, nil, nil))
    }

    @Test("a missing figure is passed over for the period before, and compared with for none")
    func missing() throws {
        var story = try Story(frequency: .quarterly)
        try story.report(["2024-Q2": nil, "2024-Q4": 63, "2025-Q1": nil, "2025-Q2": 62])
        #expect(try last(story) == Compared("2024-Q4", -1, nil, nil))
    }

    @Test("a forecast is compared with by nothing")
    func forecast() throws {
        var story = try Story(frequency: .quarterly)
        try story.report(["2024-Q2": 60, "2025-Q1": 61], status: .forecast)
        try story.report(["2025-Q2": 62])
        #expect(try last(story) == Compared(nil, nil, nil, nil))
    }

    @Test("a revision of the figure of a year ago changes the comparison")
    func revision() throws {
        var story = try Story(frequency: .quarterly)
        try story.report(["2024-Q2": 60, "2025-Q2": 62])
        #expect(try last(story) == Compared("2024-Q2", 2, "2024-Q2", 2))
        try story.report(["2024-Q2": 60.5])
        #expect(try last(story) == Compared("2024-Q2", 1.5, "2024-Q2", 1.5))
        try story.report(["2024-Q3": 61])
        #expect(try last(story) == Compared("2024-Q3", 1, "2024-Q2", 1.5))
    }

    @Test("the first figure is compared with nothing")
    func first() throws {
        var story = try Story(frequency: .monthly)
        try story.report(["2025-06": 60])
        #expect(try last(story) == Compared(nil, nil, nil, nil))
    }
}
