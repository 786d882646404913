import HTTP
import Testing
import Time

@Suite("Retry-After") struct RetryAfterTests {
    private func milliseconds(_ text: String, now: String = "1994-11-06T08:49:30Z") throws -> Int64?
    {
        RetryAfter.milliseconds(text, now: try #require(Timestamp(now)))
    }

    @Test("Seconds, and a date in each of its forms")
    func forms() throws {
        #expect(try milliseconds("120") == 120_000)
        #expect(try milliseconds("0") == 0)
        #expect(try milliseconds("Sun, 06 Nov 1994 08:49:37 GMT") == 7_000)
        #expect(try milliseconds("Sunday, 06-Nov-94 08:49:37 GMT") == 7_000)
        #expect(try milliseconds("Sun Nov  6 08:49:37 1994") == 7_000)
        #expect(try milliseconds("Wed, 07 Dec 1994 08:49:30 GMT") == 1_000_000_000)
    }

    @Test("What is past is now; two digits of a year are of the nearer century")
    func past() throws {
        #expect(try milliseconds("Sun, 06 Nov 1994 08:49:00 GMT") == 0)
        #expect(try milliseconds("-5") == 0)
        #expect(
            try milliseconds("Sunday, 06-Nov-94 08:49:37 GMT", now: "2026-11-06T08:49:30Z") == 0)
        #expect(
            try milliseconds("Friday, 06-Nov-26 08:49:37 GMT", now: "2026-11-06T08:49:30Z")
                == 7_000)
    }

    @Test("What is neither is nothing")
    func neither() throws {
        for text in [
            "", "soon", "1.5", "Sun, 31 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nom 1994 08:49:37 GMT", "06 Nov 1994",
            "Sun, 06 Nov 1994 08:49 GMT",
        ] {
            #expect(try milliseconds(text) == nil, "\(text)")
        }
    }
}
