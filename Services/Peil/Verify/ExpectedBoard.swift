internal import JSON

/// What notify's board must show: the latest figure of each series, and each assessment, as the
/// last event about it says.
struct ExpectedBoard {
    private var latest: [String: Value] = [:]
    /// By target, then by series.
    private var assessments: [String: [String: Value]] = [:]

    /// Takes in an event of outcomes; others change nothing here.
    mutating func take(_ bytes: [UInt8]) {
        guard let event = try? Value(bytes.span), let data = event["data"],
            let subject = event["subject"]?.string
        else { return }
        if event["type"]?.string == "peil.series.updated.v1" {
            latest[subject] = data["latest"]
            for member in data["assessments"]?.members ?? [] {
                let parts = member.value.members.filter { $0.name != "version" }
                assessments[member.name, default: [:]][subject] = .object(parts)
            }
        } else if let target = data["target"]?["id"]?.string, data["series"] != nil {
            let isWithdrawn = data["withdrawn"]?.boolean == true
            assessments[target, default: [:]][subject] = isWithdrawn ? nil : data["assessment"]
        }
    }

    /// The first way in which the board differs; nil where it does not.
    func difference(from notify: API) throws(Failure) -> String? {
        let series = try notify.list("/v1/series", "series", [("limit", "1000")])
        for one in series {
            let id = one["id"]?.string ?? ""
            guard let expected = latest[id] else { continue }
            if one["latest"] != expected { return "the board's latest of \(id) is another" }
        }
        if series.count != latest.count {
            return "the board has \(series.count) series, and the log \(latest.count)"
        }
        for one in try notify.list("/v1/progress", "progress", [("limit", "1000")]) {
            guard let key = one["series"].map(Self.text), let target = one["target"]?["id"]?.string,
                let expected = assessments[target]?[key]
            else { continue }
            if one["assessment"] != expected {
                return "the board's assessment of \(target) for \(key) is another"
            }
        }
        return nil
    }

    /// A series as the subject of its events is written.
    private static func text(_ series: Value) -> String {
        let dimensions = (series["dimensions"]?.members ?? [])
            .map { "\($0.name)=\($0.value.string ?? "")" }.joined(separator: ";")
        let parts = [series["indicator"]?.string, series["area"]?.string].compactMap(\.self)
        return (parts + (dimensions.isEmpty ? [] : [dimensions])).joined(separator: "/")
    }
}
