import Testing
import Time

@Suite("Moments") struct TimestampTests {
    @Test("RFC 3339 in all its forms is read")
    func reading() {
        let cases: [(String, Int64)] = [
            ("1970-01-01T00:00:00Z", 0), ("1970-01-01", 0), ("1970-01-01t00:00:00.5z", 500),
            ("1970-01-01 00:00:01.0019Z", 1001), ("1970-01-01T01:00:00+01:00", 0),
            ("1969-12-31T23:59:59.999Z", -1), ("1969-12-31T19:00:00-05:00", 0),
            ("2026-06-12T07:00:00.120Z", 1_781_247_600_120),
            ("2024-02-29T23:59:59Z", 1_709_251_199_000),
        ]
        for (text, milliseconds) in cases {
            #expect(Timestamp(text)?.milliseconds == milliseconds, "\(text)")
        }
    }

    @Test("What is no moment is none")
    func invalid() {
        for text in [
            "", "2026", "2026-13-01", "2026-02-29", "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z",
            "2026-01-01T00:00:60Z", "2026-01-01T00:00:00", "2026-01-01T00:00:00.Z",
            "2026-01-01T00:00:00+1:00", "2026-01-01T00:00:00Zx", "2026-01-01T00:00Z", "2026-01-01T",
            "2026/01/01", "2026-01-01x00:00:00Z", "2026-01-01T00:00:00+24:00",
        ] {
            #expect(Timestamp(text) == nil, "\(text)")
        }
    }

    @Test("What is written is read again")
    func roundTrip() {
        #expect(
            Timestamp(milliseconds: 1_781_247_600_120).description == "2026-06-12T07:00:00.120Z")
        #expect(Timestamp(milliseconds: 0).description == "1970-01-01T00:00:00Z")
        for step in -2000...2000 as ClosedRange<Int64> {
            let time = Timestamp(milliseconds: step * 12_345_678_901)
            #expect(Timestamp(time.description) == time)
        }
    }

    @Test("The clock runs, and a day begins at midnight")
    func days() throws {
        #expect(Timestamp.now() > Timestamp(milliseconds: 1_700_000_000_000))
        let date = try #require(CalendarDate(year: 1969, month: 12, day: 31))
        #expect(Timestamp(milliseconds: -1).date == date)
        #expect(Timestamp(date).milliseconds == -86_400_000)
    }
}
