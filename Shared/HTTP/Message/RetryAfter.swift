public import Time

/// When a server says to come again (RFC 9110, 10.2.3): after so many seconds, or at a date.
///
///     RetryAfter.milliseconds("Sun, 06 Nov 1994 08:49:37 GMT", now: .now())
public enum RetryAfter {
    /// What is longer is cut to this: eleven days.
    private static let longestSeconds: Int64 = 1_000_000

    /// How long to wait from `now` on; 0 for a date that is past, nil for what is neither.
    public static func milliseconds(_ text: String, now: Timestamp) -> Int64? {
        if let seconds = Int64(text) { return min(max(seconds, 0), longestSeconds) * 1000 }
        guard let date = Timestamp(httpDate: text, now: now) else { return nil }
        return min(max(date.milliseconds - now.milliseconds, 0), longestSeconds * 1000)
    }
}

extension Timestamp {
    /// An HTTP date, in each of its three forms (RFC 9110, 5.6.7):
    /// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`,
    /// `Sun Nov  6 08:49:37 1994`. `now` decides on the century of two digits.
    init?(httpDate text: String, now: Timestamp) {
        let words = text.split(separator: " ").map { String($0) }
        let isInGMT = words.last == "GMT"
        switch words.count {
        case 6 where isInGMT:
            self.init(day: words[1], month: words[2], year: words[3], time: words[4], now: now)
        case 4 where isInGMT:
            let parts = words[1].split(separator: "-").map { String($0) }
            guard parts.count == 3 else { return nil }
            self.init(day: parts[0], month: parts[1], year: parts[2], time: words[2], now: now)
        case 5:
            self.init(day: words[2], month: words[1], year: words[4], time: words[3], now: now)
        default: return nil
        }
    }

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    private init?(day: String, month: String, year: String, time: String, now: Timestamp) {
        let clock = time.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) }
        guard let month = Self.months.firstIndex(of: month), let day = Int(day),
            var fullYear = Int(year), clock.count == 3,
            let hour = clock[0], let minute = clock[1], let second = clock[2],
            // 60 is a leap second.
            0...23 ~= hour, 0...59 ~= minute, 0...60 ~= second
        else { return nil }
        if year.utf8.count == 2 {
            let present = Int(now.description.prefix(4)) ?? 0
            fullYear += present / 100 * 100
            // What seems to lie more than 50 years ahead is of the last century.
            if fullYear > present + 50 { fullYear -= 100 }
        }
        guard let date = CalendarDate(year: fullYear, month: month + 1, day: day) else {
            return nil
        }
        let seconds = Int64(hour * 3600 + minute * 60 + second)
        self = Timestamp(date).adding(milliseconds: seconds * 1000)
    }
}
