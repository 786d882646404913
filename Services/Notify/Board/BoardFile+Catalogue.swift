internal import JSON
internal import Messages
internal import Store

extension BoardFile {
    /// Takes in the definition that an answer says is in force.
    func apply(_ answer: CatalogueAnswer) throws(StoreError) {
        if answer.result == .applied { try keepPast(answer) }
        switch answer.subject {
        case .indicator(_, inForce: let indicator?): try set(indicator)
        case .indicator(_, inForce: nil): break
        case .target(_, inForce: let target?): try set(target)
        case .target(let id, inForce: nil):
            try run("DELETE FROM target WHERE id = ?1") { $0.bind(1, text: id.text) }
        }
    }

    private func set(_ indicator: Indicator) throws(StoreError) {
        var writer = Writer()
        indicator.encode(into: &writer)
        let document = writer.take()
        try run("INSERT OR REPLACE INTO indicator VALUES(?1, ?2)") {
            $0.bind(1, text: indicator.code.text)
            $0.bind(2, copying: document.span)
        }
    }

    private func set(_ versioned: VersionedTarget) throws(StoreError) {
        let target = versioned.target
        let document = target.document
        try run("INSERT OR REPLACE INTO target VALUES(?1, ?2, ?3, ?4, ?5, ?6)") {
            $0.bind(1, text: target.id.text)
            $0.bind(2, text: target.indicator.text)
            $0.bind(3, Int64(versioned.version))
            $0.bind(4, text: target.areas.text)
            $0.bind(5, text: target.overrides?.text ?? "")
            $0.bind(6, copying: document.span)
        }
    }

    func indicator(_ code: String) throws(StoreError) -> Indicator? {
        try first(
            "SELECT document FROM indicator WHERE code = ?1", { $0.bind(1, text: code) },
            { row throws(StoreError) in try Indicator(row.bytes(0)) })
    }

    /// Indicators by their codes, after `after`.
    func indicators(after: String, limit: Int) throws(StoreError) -> [Indicator] {
        try all(
            "SELECT document FROM indicator WHERE code > ?1 ORDER BY code LIMIT ?2",
            {
                $0.bind(1, text: after)
                $0.bind(2, Int64(limit))
            }, { row throws(StoreError) in try Indicator(row.bytes(0)) })
    }

    func target(_ id: String) throws(StoreError) -> VersionedTarget? {
        try first(
            "SELECT document, version FROM target WHERE id = ?1", { $0.bind(1, text: id) },
            Self.target)
    }

    private static func target(_ row: borrowing Row) throws(StoreError) -> VersionedTarget {
        VersionedTarget(try Target(row.bytes(0)), version: Int(row.integer(1)))
    }

    /// Targets in force by their ids, after `after`; of one indicator, or all.
    func targets(
        of indicator: String?, after: String, limit: Int
    ) throws(StoreError) -> [VersionedTarget] {
        let condition = indicator == nil ? "" : "indicator = ?3 AND "
        return try all(
            """
            SELECT document, version FROM target WHERE \(condition)id > ?1 ORDER BY id LIMIT ?2
            """,
            {
                $0.bind(1, text: after)
                $0.bind(2, Int64(limit))
                if let indicator { $0.bind(3, text: indicator) }
            }, Self.target)
    }
}

extension Indicator {
    /// From a row.
    init(_ stored: Span<UInt8>) throws(StoreError) {
        do throws(Refusal) { try self.init(document: stored) } catch { throw .unreadableRow(error) }
    }
}

extension Target {
    /// For a row.
    var document: [UInt8] {
        var writer = Writer()
        encode(into: &writer)
        return writer.take()
    }

    /// From a row.
    init(_ stored: Span<UInt8>) throws(StoreError) {
        do throws(Refusal) { try self.init(document: stored) } catch { throw .unreadableRow(error) }
    }
}

extension StoreError {
    static func unreadableRow(_ refusal: Refusal) -> StoreError {
        .corrupt("a row of the board: \(refusal.errors.first?.message ?? "unreadable")")
    }
}

extension AreaSelection {
    /// The area's code, or `*`.
    var text: String {
        switch self {
        case .exactly(let area): area.text
        case .each: "*"
        }
    }
}
