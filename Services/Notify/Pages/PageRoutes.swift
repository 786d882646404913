internal import HTTP
internal import Messages
internal import Store

/// The board for people: `/`, `/indicators/{code}` and its chart alone, to embed.
struct PageRoutes: Sendable {
    let board: Board
    let version: String

    /// How many targets stand on one page.
    static let cardLimit = 60
    private static let newsLimit = 12

    func add(to router: inout Router) {
        router.add(.get, "/", needs: .read) { request, responder in
            answer(request, responder) { file, words throws(APIError) in
                try home(file, request, words)
            }
        }
        router.add(.get, "/indicators/{code}", needs: .read) { request, responder in
            answer(request, responder) { file, words throws(APIError) in
                try indicator(file, request.parameter("code"), words)
            }
        }
        router.add(.get, "/indicators/{code}.svg", needs: .read) { request, responder in
            answer(request, responder) { file, words throws(APIError) in
                try chart(file, request.parameter("code"), words)
            }
        }
    }

    private func answer(
        _ request: Request, _ responder: Responder,
        _ make: (BoardFile, Words) throws(APIError) -> Response
    ) {
        responder.answer { () throws(APIError) in
            let words = Words(Language(request))
            let conditional = Conditional(
                request, board, variant: "\(version)-\(words.language.rawValue)")
            if let unchanged = conditional.unchanged { return unchanged }
            let (response, revision) = try board.answer { file throws(APIError) in
                try make(file, words)
            }
            return conditional.tagged(response, revision)
        }
    }

    private func home(
        _ file: BoardFile, _ request: Request, _ words: Words
    ) throws(APIError) -> Response {
        let parameters = try Parameters(request.query, known: ["lang", "after"])
        let after = try Paging(parameters)
        let page = try asking { () throws(StoreError) in
            let entries = try file.progress(
                ProgressQuery(), after: ProgressKey(target: after.part(0), series: after.part(1)),
                limit: Self.cardLimit + 1)
            let shown = entries.prefix(Self.cardLimit)
            return HomePage(
                cards: try cards(of: shown, in: file, words, level: 2),
                last: entries.count > Self.cardLimit ? shown.last?.key : nil,
                isFirst: after.after.isEmpty, news: try news(of: nil, in: file, words),
                words: words)
        }
        return page.response
    }

    private func indicator(
        _ file: BoardFile, _ code: String, _ words: Words
    ) throws(APIError) -> Response {
        let page = try asking { () throws(StoreError) -> IndicatorPage? in
            guard let indicator = try file.indicator(code) else { return nil }
            let query = ProgressQuery(indicator: code)
            let entries = try file.progress(query, after: .beginning, limit: Self.cardLimit)
            let series = try file.series(
                indicator: code, area: nil, after: "", limit: Self.cardLimit)
            return IndicatorPage(
                indicator: indicator,
                cards: try cards(
                    of: entries[...], in: file, words, level: 2, explained: true),
                tables: try series.map { entry throws(StoreError) in
                    FigureTable(
                        entry: entry,
                        figures: History(vintages: try file.vintages(of: entry)).figures(),
                        words: words)
                }, news: try news(of: code, in: file, words), words: words)
        }
        guard let page else { throw .unknown("There is no indicator \(code).") }
        return page.response
    }

    private func chart(
        _ file: BoardFile, _ code: String, _ words: Words
    ) throws(APIError) -> Response {
        let card = try asking { () throws(StoreError) in
            let entries = try file.progress(
                ProgressQuery(indicator: code), after: .beginning, limit: 1)
            return try cards(of: entries[...], in: file, words, level: 2).first
        }
        guard let card else { throw .unknown("There is no target of an indicator \(code).") }
        return card.chart.response
    }

    private func cards(
        of entries: ArraySlice<ProgressEntry>, in file: BoardFile, _ words: Words, level: Int,
        explained: Bool = false
    ) throws(StoreError) -> [TargetCard] {
        var cards: [TargetCard] = []
        for (number, entry) in entries.withMilestonesAfterMain.enumerated() {
            let worked = try file.worked(entry)
            let main = try entry.target.target.partOf.flatMap { id throws(StoreError) in
                try file.target(id.text)?.target
            }
            cards.append(
                TargetCard(
                    entry: entry, figures: worked.figures.map(\.released),
                    indicator: worked.indicator, words: words, id: "target-\(number + 1)",
                    level: level, main: main,
                    explanation: explained ? Explanation(worked, words) : nil))
        }
        return cards
    }

    private func news(
        of indicator: String?, in file: BoardFile, _ words: Words
    ) throws(StoreError) -> NewsList {
        let events = try file.news(of: indicator, limit: Self.newsLimit)
        var targets: [String: VersionedTarget] = [:]
        for event in events {
            guard case .target(let outcome) = event.outcome else { continue }
            let id = outcome.target.id.text
            if targets[id] == nil { targets[id] = try file.target(id) }
        }
        return NewsList(events: events, targets: targets, words: words)
    }
}
