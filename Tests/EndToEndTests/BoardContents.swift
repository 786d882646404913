import HTTP
import JSON
import Messages
import Support
import Testing

/// What notify answers of its board, and what it must be by the reference: documents by their keys.
struct BoardContents: Equatable {
    /// By series.
    var series: [String: Value] = [:]
    /// By target and series.
    var progress: [String: Value] = [:]
    /// By id, without what catalogue pages add.
    var targets: [String: Value] = [:]

    init(_ notify: Face) throws {
        for entry in try notify.list("/v1/series", "series") {
            let id = try #require(entry["id"]?.string)
            let path = PercentCoding.encode(id).replacing("%2F", with: "/")
            let whole = try notify.send(.get, "/v1/series/\(path)?vintages=true")
            try #require(whole.status == 200)
            series[id] = .picked(
                from: whole.document,
                ["unit", "latest", "previous", "change", "figures", "vintages"])
        }
        for entry in try notify.list("/v1/progress", "progress") {
            let target = try #require(entry["target"]?["id"]?.string)
            let key = "\(target) \(Self.text(of: entry["series"]))"
            progress[key] = .object(
                [
                    .init("version", entry["target"]?["version"] ?? .null),
                    .init("assessment", entry["assessment"] ?? .null),
                    .init("latest", entry["latest"] ?? .null),
                ])
        }
        for entry in try notify.list("/v1/targets", "targets") {
            targets[try #require(entry["id"]?.string)] = entry
        }
    }

    /// Tells what differs, rather than all there is.
    func expect(_ expected: BoardContents) {
        for (found, expected) in [
            (series, expected.series), (progress, expected.progress), (targets, expected.targets),
        ] {
            #expect(Set(found.keys) == Set(expected.keys))
            for (key, document) in expected where found[key] != nil {
                #expect(found[key] == document, "\(key)")
            }
        }
    }

    init(_ references: [Reference]) throws {
        for reference in references {
            for history in reference.histories where !history.inForce.isEmpty {
                series[history.series.text] = try Self.document(of: history, reference)
            }
            for target in reference.targets where target.inForce {
                targets[target.target.id.text] = try .written { target.versioned.encode(into: &$0) }
                let matching = reference.histories.map(\.series).filter {
                    Self.applies(target.target, to: $0, reference)
                }
                for series in matching { try add(target, series, reference) }
                if matching.isEmpty { try add(target, nil, reference) }
            }
        }
    }

    private mutating func add(
        _ target: ReferenceTarget, _ series: Series?, _ reference: Reference
    ) throws {
        let history = reference.histories.first { $0.series == series }
        let measure = ReferenceMeasure(
            target: target.target, minimum: nil, maximum: nil, figures: [])
        let assessment = series.map { reference.measure(target.target, on: $0) } ?? measure
        progress["\(target.target.id.text) \(series?.text ?? "")"] = .object(
            [
                .init("version", .number(Double(target.version))),
                .init(
                    "assessment",
                    try .written { assessment.assessment.encode(into: &$0) }),
                .init(
                    "latest",
                    try history?.latest.map { latest in
                        try .written { latest.shown.encode(into: &$0) }
                    } ?? .null),
            ])
    }

    private static func document(
        of history: ReferenceHistory, _ reference: Reference
    ) throws -> Value {
        let indicator = reference.indicators.first { $0.code == history.series.indicator }
        func documents(_ releases: [ReferenceRelease]) throws -> Value {
            .array(
                try releases.map { release in
                    try .written { release.shown.encode(into: &$0) }
                })
        }
        var members: [Value.Member] = [.init("unit", .string(indicator?.unit ?? ""))]
        if let latest = history.latest {
            members.append(.init("latest", try .written { latest.shown.encode(into: &$0) }))
        }
        if let previous = history.previous {
            members.append(.init("previous", try .written { previous.encode(into: &$0) }))
            if let latest = history.latest?.figure.value {
                let decimals = ReferenceNumber.decimals(latest, previous.value)
                let change = ReferenceNumber.difference(latest, previous.value, decimals: decimals)
                members.append(.init("change", .number(change)))
            }
        }
        members.append(.init("figures", try documents(history.inForce)))
        members.append(
            .init("vintages", try documents(history.periods.flatMap { history.visible($0) })))
        return .object(members)
    }

    private static func applies(
        _ target: Target, to series: Series, _ reference: Reference
    ) -> Bool {
        target.matches(series)
            && !reference.targets.contains {
                $0.inForce && $0.target.overrides == target.id && $0.target.matches(series)
            }
    }

    /// `nl.mkb.cloud/NL/size=10-249`; empty where there is no series.
    private static func text(of series: Value?) -> String {
        guard let series else { return "" }
        let dimensions = (series["dimensions"]?.members ?? []).map {
            "\($0.name)=\($0.value.string ?? "")"
        }
        let parts = [series["indicator"]?.string, series["area"]?.string].compactMap { $0 }
        return (parts + (dimensions.isEmpty ? [] : [dimensions.joined(separator: ";")]))
            .joined(separator: "/")
    }
}

extension Value {
    /// What `write` writes, read again.
    fileprivate static func written(_ write: (inout Writer) -> Void) throws -> Value {
        var writer = Writer()
        write(&writer)
        return try Value(writer.take().span)
    }

    /// The members of these names that `document` has.
    fileprivate static func picked(from document: Value, _ names: [String]) -> Value {
        .object(names.compactMap { name in document[name].map { Member(name, $0) } })
    }
}
