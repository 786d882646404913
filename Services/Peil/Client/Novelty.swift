internal import HTTP
internal import JSON
internal import Time

/// What figures would change: each is held against the one in force of its series and period, as
/// notify has it.
///
///     var novelty = Novelty(services.notify)
///     try novelty.add(report)
///     console.print("\(novelty)")
struct Novelty {
    private(set) var new = 0
    private(set) var revised = 0
    private(set) var unchanged = 0
    /// Released before what is in force: kept, and of no effect.
    private(set) var late = 0
    /// The first revisions: `nl.mkb.cloud/NL/size=10-249 2026: 75.3 → 74.8`.
    private(set) var revisions: [String] = []
    private let notify: API
    /// The series that was asked for last, with its figures by period: reports of a series come
    /// one after the other.
    private var known: (id: String, figures: [String: Value])?

    private static let revisionLimit = 20

    init(_ notify: API) { self.notify = notify }

    /// Takes a report as ingest's dry run lists it.
    mutating func add(_ report: Value) throws(Failure) {
        let id = Self.id(of: report)
        let figures: [String: Value]
        if let known, known.id == id { figures = known.figures } else { figures = try ask(id) }
        known = (id, figures)
        let released = report["released"]?.string.flatMap { Timestamp($0) }
        for figure in report["figures"]?.elements ?? [] {
            let period = figure["period"]?.string ?? ""
            guard let present = figures[period] else {
                new += 1
                continue
            }
            let since = present["released"]?.string.flatMap { Timestamp($0) }
            if Self.say(figure, sameAs: present) {
                unchanged += 1
            } else if let released, let since, released < since {
                late += 1
            } else {
                revised += 1
                guard revisions.count < Self.revisionLimit else { continue }
                revisions.append("\(id) \(period): \(Self.text(present)) → \(Self.text(figure))")
            }
        }
    }

    /// By what makes a figure another: its value, its flags and its confidentiality.
    private static func say(_ one: Value, sameAs other: Value) -> Bool {
        ["value", "status", "confidentiality"].allSatisfy { one[$0] == other[$0] }
    }

    /// `75.3`, `75.3 P`, `missing O`.
    private static func text(_ figure: Value) -> String {
        let value = figure["value"]?.description ?? "missing"
        let flags = (figure["status"]?.elements ?? []).compactMap(\.string).filter { $0 != "A" }
        return ([value] + flags).joined(separator: " ")
    }

    /// `nl.mkb.cloud/NL/size=10-249`, as notify names a series.
    private static func id(of report: Value) -> String {
        let names = [report["indicator"]?.string, report["area"]?.string].compactMap { $0 }
        let dimensions = (report["dimensions"]?.members ?? []).map {
            "\($0.name)=\($0.value.string ?? "")"
        }
        let parts = dimensions.isEmpty ? names : names + [dimensions.joined(separator: ";")]
        return parts.joined(separator: "/")
    }

    /// The figures in force of a series; none where notify does not know it.
    private func ask(_ id: String) throws(Failure) -> [String: Value] {
        let path = id.split(separator: "/").map { PercentCoding.encode(String($0)) }
        let response = try notify.send(
            notify.request(.get, "/v1/series/" + path.joined(separator: "/")))
        if response.status == 404 { return [:] }
        var figures: [String: Value] = [:]
        for figure in try notify.document(of: response)["figures"]?.elements ?? [] {
            if let period = figure["period"]?.string { figures[period] = figure }
        }
        return figures
    }
}

extension Novelty: CustomStringConvertible {
    /// `1 new, 1 revised, 3 unchanged`.
    var description: String {
        let counts = [
            (new, "new"), (revised, "revised"), (unchanged, "unchanged"),
            (late, "older than what is in force"),
        ]
        return counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
    }
}
