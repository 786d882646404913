import Messages
import Testing
import Time

@Suite("A period's text")
struct PeriodTests {
    private func error(_ text: String, _ frequency: Frequency?) -> ValidationError.Code? {
        do {
            _ = try Period(text, frequency: frequency)
            return nil
        } catch { return error.code }
    }

    @Test(
        "is written in one way and read in several",
        arguments: [
            (["2025", "2025-A1", "2025A1", "2025-01-01/P1Y"], Frequency.annual, "2025"),
            (["2025-S1", "2025S1", "2025-H1"], .halfYearly, "2025-S1"),
            (["2025-Q3", "2025Q3", "2025 Q3", "2025-T3"], .quarterly, "2025-Q3"),
            (["2025-06", "2025-M06", "2025M06", "2025-M6"], .monthly, "2025-06"),
            (["2025-W05", "2025W05", "2025-W5"], .weekly, "2025-W05"),
            (["2025-06-12", "2025-D163"], .daily, "2025-06-12"),
            (["2024-12-31", "2024-D366"], .daily, "2024-12-31"),
            (["2015/16", "2015-16", "2015-2016", "2015"], .schoolYear, "2015/16"),
            (["1999/00", "1999-00"], .schoolYear, "1999/00"),
            (["2020/2022", "2020-2022", "2020-01-01/P2Y", "2020"], .biennial, "2020/2022"),
        ])
    func readings(texts: [String], frequency: Frequency, canonical: String) throws {
        for text in texts {
            let period = try Period(text, frequency: frequency)
            #expect(period.description == canonical, "\(text)")
            #expect(period.frequency == frequency)
        }
        #expect(try Period(canonical).description == canonical, "without a frequency")
    }

    @Test("YYYY-YY is a school year only where the indicator's frequency is that")
    func ambiguous() throws {
        #expect(try Period("2009-10", frequency: .schoolYear).description == "2009/10")
        #expect(try Period("2009-10", frequency: .monthly).description == "2009-10")
        #expect(try Period("2009-10").frequency == .monthly)
        #expect(error("2015-16", .monthly) == .invalidPeriod)
    }

    @Test("week 53 is there only in ISO years that have it")
    func weeks() throws {
        #expect(try Period("2020-W53").firstDay.description == "2020-12-28")
        #expect(try Period("2026-W53").description == "2026-W53")
        #expect(error("2025-W53", nil) == .invalidPeriod)
        #expect(error("2025-W99", nil) == .invalidPeriod)
        #expect(error("2025-W00", nil) == .invalidPeriod)
    }

    @Test(
        "that is none is refused",
        arguments: [
            "", "25", "202", "20255", "2025-", "2025-13", "2025-00", "2025-Q5", "2025-S3",
            "2025-A2",
            "2025-02-29", "2025-06-31", "2025-D366", "2025/17", "2025/2026", "2025-X1", "2025 06",
            "2025 06 12", "2025 06-12", "abcd", "2025Q", "2025-Q-1", "２０２５", "2025-06-12T00:00:00Z",
        ])
    func refused(text: String) {
        #expect(error(text, nil) == .invalidPeriod)
    }

    @Test("of another frequency than the indicator's is told apart from none")
    func mismatch() {
        #expect(error("2025-Q1", .annual) == .frequencyMismatch)
        #expect(error("2025", .monthly) == .frequencyMismatch)
        #expect(error("2025-06-12", .weekly) == .frequencyMismatch)
    }

    @Test("gives back every period of every frequency")
    func roundTrip() throws {
        for seed in 0..<200 as Range<UInt64> {
            var messages = SeededMessages(seed: seed)
            for frequency in Frequency.allCases {
                let period = messages.period(frequency)
                #expect(try Period(period.description) == period)
                #expect(try Period(period.description, frequency: frequency) == period)
                let next = period.advanced(by: 1)
                #expect(next > period && next.end > period.end)
                #expect(next.firstDay > period.firstDay)
                if frequency != .biennial {
                    #expect(next.firstDay == period.lastDay.adding(days: 1))
                }
            }
        }
    }

    @Test("has the same part of the year before, where that has it")
    func yearBefore() throws {
        let expected: [(String, String?)] = [
            ("2025-S2", "2024-S2"), ("2025-Q1", "2024-Q1"), ("2025-12", "2024-12"),
            ("2021-W01", "2020-W01"), ("2021-W52", "2020-W52"), ("2020-W53", nil),
            ("2025-03-01", "2024-03-01"), ("2025-12-31", "2024-12-31"), ("2024-02-29", nil),
            ("2025", nil), ("2015/16", nil), ("2020/2022", nil), ("0000-Q1", nil),
        ]
        for (text, before) in expected {
            #expect(try Period(text).yearBefore?.description == before, "\(text)")
        }
    }

    @Test("of years and parts of them ends where the year ends")
    func ends() throws {
        for text in ["2030", "2030-S2", "2030-Q4", "2030-12", "2030-W52", "2030-12-31"] {
            #expect(try Period(text).end == 2031, "\(text)")
        }
        #expect(try Period("2020-W53").end == 2021)
        #expect(try Period("2015/16").end == 2016)
        #expect(try Period("2025-Q1").end == 2025.25)
    }
}
