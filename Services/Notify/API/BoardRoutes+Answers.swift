internal import HTTP
internal import JSON
internal import Messages
internal import Store
internal import Time

extension BoardRoutes {
    func series(
        _ file: BoardFile, _ parameters: Parameters, _ paging: Paging
    ) throws(APIError) -> [UInt8] {
        let indicator = try parameters.one("indicator", Self.indicatorCode)
        let area = try parameters.one("area", Self.area)
        let entries = try asking { () throws(StoreError) in
            try file.series(
                indicator: indicator, area: area, after: paging.part(0), limit: paging.limit + 1)
        }
        var writer = Writer()
        writer.page("series", entries, paging, key: { [$0.series.text] }) { entry, writer in
            writer.object { entry.encodeMembers(into: &$0) }
        }
        return writer.take()
    }

    func progress(
        _ file: BoardFile, _ parameters: Parameters, _ paging: Paging
    ) throws(APIError) -> [UInt8] {
        let query = ProgressQuery(
            indicator: try parameters.one("indicator", Self.indicatorCode),
            area: try parameters.one("area", Self.area),
            target: try parameters.one("target") { text throws(ValidationError) in
                try TargetID(text).text
            },
            category: try parameters.one("category", Parameters.choice))
        let after = ProgressKey(target: paging.part(0), series: paging.part(1))
        let time = try parameters.one("asOf", Parameters.endOfTime)
        let entries = try asking { () throws(StoreError) in
            guard let time else {
                return try file.progress(query, after: after, limit: paging.limit + 1)
            }
            return try file.progress(
                query, asOf: time, after: after, limit: paging.limit + 1
            ).map(\.entry)
        }
        var writer = Writer()
        writer.page("progress", entries, paging, key: { [$0.key.target, $0.key.series] }) {
            $0.encode(into: &$1)
        }
        return writer.take()
    }

    func targets(
        _ file: BoardFile, _ parameters: Parameters, _ paging: Paging
    ) throws(APIError) -> [UInt8] {
        let indicator = try parameters.one("indicator", Self.indicatorCode)
        let targets = try asking { () throws(StoreError) in
            try file.targets(of: indicator, after: paging.part(0), limit: paging.limit + 1)
        }
        var writer = Writer()
        writer.page("targets", targets, paging, key: { [$0.target.id.text] }) {
            $0.encode(into: &$1)
        }
        return writer.take()
    }

    func indicators(
        _ file: BoardFile, _ parameters: Parameters, _ paging: Paging
    ) throws(APIError) -> [UInt8] {
        let indicators = try asking { () throws(StoreError) in
            try file.indicators(after: paging.part(0), limit: paging.limit + 1)
        }
        var writer = Writer()
        writer.page("indicators", indicators, paging, key: { [$0.code.text] }) {
            $0.encode(into: &$1)
        }
        return writer.take()
    }

    func target(
        _ file: BoardFile, _ request: Request, _ parameters: Parameters
    ) throws(APIError) -> [UInt8] {
        let id = request.parameter("id")
        let target = try asking { () throws(StoreError) in try file.target(id) }
        guard let target else { throw .unknown("There is no target \(id).") }
        var writer = Writer()
        target.encode(into: &writer)
        return writer.take()
    }

    func indicator(
        _ file: BoardFile, _ request: Request, _ parameters: Parameters
    ) throws(APIError) -> [UInt8] {
        let code = request.parameter("code")
        let indicator = try asking { () throws(StoreError) in try file.indicator(code) }
        guard let indicator else { throw .unknown("There is no indicator \(code).") }
        var writer = Writer()
        indicator.encode(into: &writer)
        return writer.take()
    }

    func oneSeries(
        _ file: BoardFile, _ id: String, _ parameters: Parameters
    ) throws(APIError) -> [UInt8] {
        let time = try parameters.one("asOf", Parameters.endOfTime)
        let withVintages = try parameters.one("vintages", Parameters.flag) ?? false
        let found = try asking { () throws(StoreError) in
            try file.series(id).map { entry throws(StoreError) in
                (entry, History(vintages: try file.vintages(of: entry)))
            }
        }
        guard let (entry, history) = found else { throw .unknown("There is no series \(id).") }
        var writer = Writer()
        entry.encode(history, asOf: time, withVintages: withVintages, into: &writer)
        return writer.take()
    }

    private static func indicatorCode(_ text: String) throws(ValidationError) -> String {
        try IndicatorCode(text).text
    }

    private static func area(_ text: String) throws(ValidationError) -> String {
        try Area(text).text
    }
}
